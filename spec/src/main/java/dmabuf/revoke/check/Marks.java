// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The confidence and the source of the settings of a design: the comments after them in Designs.tla. */
public final class Marks {
    private static final Pattern SETTING = Pattern.compile(
            "(?m)^ +\\[?\\s*(?:!\\.)?(\\w+) *(?:\\|->|=) [^\n]*?\\\\\\* (\\[.*(?:\n +\\\\\\* .*)*)");

    private Marks() {}

    /** The marks of a design, by knob; only those that its own text has. */
    public static SortedMap<String, String> of(final SpecText spec, final String design) throws Undecided {
        final SortedMap<String, String> marks = new TreeMap<>();
        final Matcher text = Pattern.compile("(?s)(?m)^" + design + " ==\\s.*?\n\n").matcher(spec.file("Designs.tla"));
        if (text.find()) {
            final Matcher m = SETTING.matcher(text.group());
            while (m.find()) {
                marks.put(m.group(1), m.group(2).replaceAll("\n +\\\\\\* ", " ").strip());
            }
        }
        return marks;
    }
}
