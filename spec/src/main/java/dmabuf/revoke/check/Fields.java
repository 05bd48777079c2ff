// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Any texts as the fields of one line, separated by tabs, from which they can be read again. */
final class Fields {
    private Fields() {}

    static String line(final String... fields) {
        return Arrays.stream(fields).map(Fields::escaped).collect(Collectors.joining("\t")) + "\n";
    }

    static List<String> of(final String line) {
        return Arrays.stream(line.split("\t", -1)).map(Fields::plain).toList();
    }

    private static String escaped(final String s) {
        return s.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
    }

    private static String plain(final String s) {
        final StringBuilder out = new StringBuilder();
        for (int n = 0; n < s.length(); n++) {
            if (s.charAt(n) != '\\') {
                out.append(s.charAt(n));
            } else {
                n++;
                out.append(
                        switch (s.charAt(n)) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            default -> s.charAt(n);
                        });
            }
        }
        return out.toString();
    }
}
