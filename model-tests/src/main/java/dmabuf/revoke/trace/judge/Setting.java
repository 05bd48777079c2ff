// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.KnobTable;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.SortedMap;

/**
 * The design by which an exporter is judged: one of Designs.tla, possibly with changed knobs.
 *
 * @param name in the report
 * @param text the TLA+ text of the setting
 */
public record Setting(String name, String text) {
    /** A design of Designs.tla, or a bug, unchanged. */
    static Setting named(final String name) {
        return new Setting(name, name);
    }

    /** A setting that a user types, with knobs as {@code RestoreTells=FALSE}. */
    public static Setting of(final String design, final List<String> knobs, final SpecText spec) throws Undecided {
        final String base = Design.named(design, spec).name();
        if (knobs.isEmpty()) {
            return named(base);
        }
        final SortedMap<String, Value> turned = KnobTable.of(spec).turned(base, knobs);
        final StringBuilder name = new StringBuilder(base);
        turned.forEach((knob, value) -> name.append('-').append(knob).append(
                KnobTable.plain(value).replaceAll("[^\\w]", "")));
        return new Setting(name.toString(), KnobTable.setting(base, turned));
    }

    /** The design as it is explored for traces: any importer may share the buffer. */
    public Design asTraced() {
        return Design.madeUp(name, "[" + text + " EXCEPT !.Begin = \"Ungated\", !.Guest = \"none\"]");
    }
}
