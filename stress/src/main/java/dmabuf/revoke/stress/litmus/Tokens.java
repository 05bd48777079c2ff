// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a litmus test as tokens with their lines, and the reading position. */
final class Tokens {
    private static final Pattern BLANK = Pattern.compile("(?:\\s|\\(\\*.*?\\*\\))+", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"]*\"|/\\\\|\\\\/|[{}();,|=~?#]|\\w[\\w:-]*(?:/\\w+)?|-", Pattern.DOTALL);

    record Token(String text, int line) {}

    private final Path file;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Tokens(final Path file, final String text) throws BadLitmus {
        this.file = file;
        int line = 1;
        final Matcher blank = BLANK.matcher(text);
        final Matcher token = TOKEN.matcher(text);
        for (int from = 0; from < text.length(); ) {
            final boolean nothing = blank.region(from, text.length()).lookingAt();
            if (!nothing && !token.region(from, text.length()).lookingAt()) {
                throw new BadLitmus(
                        file, line, "unexpected \"" + text.substring(from).lines().findFirst().orElse("") + "\"");
            }
            final String found = nothing ? blank.group() : token.group();
            if (!nothing) {
                tokens.add(new Token(found, line));
            }
            line += (int) found.chars().filter(c -> c == '\n').count();
            from += found.length();
        }
        tokens.add(new Token("", line));
    }

    String peek() {
        return tokens.get(at).text();
    }

    /** The line of the next token. */
    int line() {
        return tokens.get(at).line();
    }

    Token take() {
        return tokens.get(at++);
    }

    boolean taken(final String text) {
        final boolean there = peek().equals(text);
        at += there ? 1 : 0;
        return there;
    }

    void expect(final String text) throws BadLitmus {
        if (!taken(text)) {
            throw unexpected("\"" + text + "\"");
        }
    }

    Token next(final Pattern pattern, final String what) throws BadLitmus {
        if (!pattern.matcher(peek()).matches()) {
            throw unexpected(what);
        }
        return take();
    }

    BadLitmus unexpected(final String wanted) {
        final String found = peek().isEmpty() ? "the end" : "\"" + peek() + "\"";
        return bad("expected " + wanted + ", found " + found);
    }

    BadLitmus bad(final String reason) {
        return new BadLitmus(file, line(), reason);
    }
}
