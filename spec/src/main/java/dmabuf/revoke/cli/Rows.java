// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows with aligned columns for people, or separated by tabs for programs. */
final class Rows {
    private final List<String[]> rows = new ArrayList<>();

    Rows(final String... header) {
        rows.add(header);
    }

    void add(final String... row) {
        rows.add(row);
    }

    String text(final boolean tsv) {
        final int[] width = new int[rows.get(0).length];
        for (final String[] r : rows) {
            for (int n = 0; n < r.length; n++) {
                width[n] = Math.max(width[n], r[n].length());
            }
        }
        final StringBuilder out = new StringBuilder();
        for (final String[] r : rows) {
            if (tsv) {
                out.append(String.join("\t", r));
            } else {
                final StringBuilder line = new StringBuilder();
                for (int n = 0; n < r.length; n++) {
                    line.append(r[n]).append(" ".repeat(width[n] - r[n].length() + 2));
                }
                out.append(line.toString().stripTrailing());
            }
            out.append('\n');
        }
        return out.toString();
    }
}
