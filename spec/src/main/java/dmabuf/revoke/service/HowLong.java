// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.tlc.Undecided;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as people write it: {@code 20s}, {@code 10m} or {@code 8h}. */
public final class HowLong implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})([smh])");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    /** @throws Undecided if the text is no length of time, or none at all */
    public static Duration parse(final String text) throws Undecided {
        final Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new Undecided("'" + text + "' must be a time as 20s, 10m or 8h");
        }
        return Duration.of(Long.parseLong(m.group(1)), UNITS.get(m.group(2)));
    }

    @Override
    public Duration convert(final String typed) {
        try {
            return parse(typed);
        } catch (Undecided u) {
            throw new TypeConversionException(u.getMessage());
        }
    }
}
