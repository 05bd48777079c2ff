// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number that is at least 1. */
public final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(final String typed) {
        try {
            final int n = Integer.parseInt(typed);
            if (n >= 1) {
                return n;
            }
        } catch (NumberFormatException e) {
            // The message below says what is expected.
        }
        throw new TypeConversionException("'" + typed + "' must be a whole number from 1 to " + Integer.MAX_VALUE);
    }
}
