// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Reads the values that TLC prints. */
public final class ValueText {
    private final String text;
    private int at;

    private ValueText(final String text) {
        this.text = text;
    }

    public static Value parse(final String text) throws Undecided {
        final ValueText t = new ValueText(text);
        final Value v = t.value();
        t.space();
        if (t.at < text.length()) {
            throw t.unexpected();
        }
        return v;
    }

    private Value value() throws Undecided {
        space();
        if (skip("<<")) {
            return new Value.Seq(list(">>"));
        }
        if (skip("{")) {
            return new Value.Members(list("}"));
        }
        if (skip("[")) {
            return fields("|->", ",", "]");
        }
        if (skip("(")) {
            return fields(":>", "@@", ")");
        }
        if (skip("\"")) {
            final int end = text.indexOf('"', at);
            if (end < 0) {
                throw unexpected();
            }
            final String s = text.substring(at, end);
            at = end + 1;
            return new Value.Str(s);
        }
        final String word = word();
        if (word.equals("TRUE") || word.equals("FALSE")) {
            return new Value.Bool(word.equals("TRUE"));
        }
        if (!word.isEmpty() && Character.isLetter(word.charAt(0))) {
            return new Value.Str(word); // a model value: its name
        }
        try {
            return new Value.Int(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private List<Value> list(final String close) throws Undecided {
        final List<Value> list = new ArrayList<>();
        space();
        while (!skip(close)) {
            if (!list.isEmpty()) {
                expect(",");
            }
            list.add(value());
            space();
        }
        return Collections.unmodifiableList(list);
    }

    private Value fields(final String arrow, final String comma, final String close) throws Undecided {
        final TreeMap<String, Value> map = new TreeMap<>();
        space();
        while (!skip(close)) {
            if (!map.isEmpty()) {
                expect(comma);
            }
            space();
            final boolean quoted = skip("\"");
            final String name = word();
            if (quoted) {
                expect("\"");
            }
            expect(arrow);
            map.put(name, value());
            space();
        }
        return new Value.Rec(Collections.unmodifiableSortedMap(map));
    }

    private String word() {
        final int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return text.substring(from, at);
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean skip(final String s) {
        if (!text.startsWith(s, at)) {
            return false;
        }
        at += s.length();
        return true;
    }

    private void expect(final String s) throws Undecided {
        space();
        if (!skip(s)) {
            throw unexpected();
        }
    }

    private Undecided unexpected() {
        return new Undecided("not a TLA+ value at character " + at + ": " + text);
    }
}
