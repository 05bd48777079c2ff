// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.read;

import java.util.HashMap;
import java.util.Map;

/** A line of JSON with one flat object: only strings, numbers, true and false. */
public final class JsonLine {
    private final String text;
    private int at;

    private JsonLine(final String text) {
        this.text = text;
    }

    /** Its fields as texts; null if it is no such line. */
    public static Map<String, String> parse(final String text) {
        final JsonLine line = new JsonLine(text.strip());
        try {
            return line.object();
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }

    private Map<String, String> object() {
        final Map<String, String> fields = new HashMap<>();
        expect('{');
        while (true) {
            final String key = string();
            expect(':');
            if (fields.put(key, text.charAt(at) == '"' ? string() : word()) != null) {
                throw new IllegalArgumentException("twice: " + key);
            }
            if (text.charAt(at) != ',') {
                break;
            }
            at++;
        }
        expect('}');
        if (at != text.length()) {
            throw new IllegalArgumentException("more behind it");
        }
        return fields;
    }

    private void expect(final char c) {
        if (text.charAt(at++) != c) {
            throw new IllegalArgumentException("no " + c);
        }
    }

    private String word() {
        final int from = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-') {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("no value");
        }
        return text.substring(from, at);
    }

    private String string() {
        expect('"');
        final StringBuilder found = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && text.charAt(at + 1) == 'u') {
                found.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                at += 6;
            } else if (text.charAt(at) == '\\') {
                found.append(text.charAt(at + 1));
                at += 2;
            } else {
                found.append(text.charAt(at++));
            }
        }
        at++;
        return found.toString();
    }
}
