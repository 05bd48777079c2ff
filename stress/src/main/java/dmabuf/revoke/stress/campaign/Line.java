// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dmabuf.revoke.keep.Digest;

/**
 * A line of a file of results: one JSON object, whose last field is a checksum of all the text before it.
 *
 * @param head of the first line; else null
 * @param turn of a turn that has ended; else null
 * @param end why the campaign ended; else null
 */
record Line(Head head, Turn turn, String end) {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final String SUM = ",\"sum\":\"";
    private static final int DIGITS = 16;

    static Line of(final Head head) {
        return new Line(head, null, null);
    }

    static Line of(final Turn turn) {
        return new Line(null, turn, null);
    }

    static Line end(final String why) {
        return new Line(null, null, why);
    }

    /** The text, without a newline. */
    String text() {
        final String json = GSON.toJson(this);
        final String body = json.substring(0, json.length() - 1);
        return body + SUM + sum(body) + "\"}";
    }

    /** The inverse of {@link #text}; null if the text is damaged, or is no such line. */
    static Line read(final String text) {
        final int at = text.length() - SUM.length() - DIGITS - 2;
        if (at < 0 || !text.startsWith(SUM, at) || !text.equals(text.substring(0, at) + SUM + sum(text.substring(0, at)) + "\"}")) {
            return null;
        }
        try {
            final Line line = GSON.fromJson(text, Line.class);
            return line.head == null && line.turn == null && line.end == null ? null : line;
        } catch (JsonParseException e) {
            return null;
        }
    }

    private static String sum(final String body) {
        return new Digest().text("line", body).hex().substring(0, DIGITS);
    }
}
