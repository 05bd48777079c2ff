// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

/** Wraps messages for a terminal: a message is one line, except that a long list in it is put into lines of its own. */
final class Wrapped {
    static final int COLUMNS = 100;

    private static final String LIST = "here are ";
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** The message. If it is long and contains a list, the list follows in indented lines. */
    static String of(final String message) {
        final int list = message.indexOf(LIST);
        if (message.length() <= COLUMNS || list < 0) {
            return message;
        }
        final StringBuilder text = new StringBuilder(message.substring(0, list + LIST.length()).stripTrailing());
        int column = COLUMNS;
        for (final String word : message.substring(list + LIST.length()).split(" ")) {
            if (column + 1 + word.length() > COLUMNS) {
                text.append('\n').append(INDENT).append(word);
                column = INDENT.length() + word.length();
            } else {
                text.append(' ').append(word);
                column += 1 + word.length();
            }
        }
        return text.toString();
    }
}
