// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import picocli.CommandLine.ITypeConverter;

/** A whole number that is at least 1. */
public final class AtLeastOne implements ITypeConverter<Integer> {
    @Override
    public Integer convert(final String typed) {
        return (int) Arguments.whole(typed, 1, Integer.MAX_VALUE);
    }
}
