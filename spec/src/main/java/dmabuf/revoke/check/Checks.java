// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks as a text with one line for each, from which they can be read again. */
final class Checks {
    private Checks() {}

    static String text(final List<Check> checks) {
        return checks.stream().map(Checks::line).collect(Collectors.joining());
    }

    static List<Check> read(final String text) {
        final List<Check> checks = new ArrayList<>();
        text.lines().forEach(l -> checks.add(check(l)));
        return checks;
    }

    private static String line(final Check c) {
        return Fields.line(c.group(), c.name(), c.status().name(), c.detail(), c.replay(), Double.toString(c.seconds()));
    }

    private static Check check(final String line) {
        final List<String> f = Fields.of(line);
        return new Check(
                f.get(0), f.get(1), Check.Status.valueOf(f.get(2)), f.get(3), f.get(4), Double.parseDouble(f.get(5)), null);
    }
}
