// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as 60s, 5m or 2h, in seconds: at least one, at most a week. */
public final class Seconds implements ITypeConverter<Integer> {
    private static final int MOST = 7 * 24 * 3600;

    @Override
    public Integer convert(final String typed) {
        if (!typed.matches("\\d{1,6}[smh]")) {
            throw new TypeConversionException("a time looks like 60s, 5m or 2h, not '" + typed + "'");
        }
        final long number = Long.parseLong(typed.substring(0, typed.length() - 1));
        final long seconds = number * switch (typed.charAt(typed.length() - 1)) {
            case 'h' -> 3600L;
            case 'm' -> 60L;
            default -> 1L;
        };
        if (seconds < 1 || seconds > MOST) {
            throw new TypeConversionException("a time is at least 1s and at most 168h, not " + typed);
        }
        return (int) seconds;
    }
}
