// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Manifest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The rows that a site shows. */
final class Rows {
    private Rows() {}

    /** What the manifest expects of some designs and bugs, and of the designs that these bugs change. */
    static Manifest of(final Manifest all, final Collection<String> names) {
        final Set<String> rows = new LinkedHashSet<>(names);
        names.forEach(n -> {
            for (Manifest.Bug b = all.bugs().get(n); b != null; b = all.bugs().get(b.changes())) {
                rows.add(b.changes());
            }
        });
        return all.only(rows);
    }
}
