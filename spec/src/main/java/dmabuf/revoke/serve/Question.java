// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.serve;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of questions that the form of the page {@code ask.html} can send. Each kind is a subcommand; nothing else can be run
 * from the page.
 */
enum Question {
    /** The arguments of what-if, as they are typed. */
    WHAT_IF("what-if") {
        @Override
        List<String> arguments(final byte[] said, final Path folder) throws Undecided {
            final String text = new String(said, StandardCharsets.UTF_8).strip().replaceFirst("^(\\./)?revoke\\s+what-if\\b", "");
            final List<String> words = words(text);
            if (words.isEmpty()) {
                throw new Undecided("nothing was asked: give a design and a knob, as in Linux73 FenceWait=None");
            }
            return words;
        }
    },
    /** The text of a litmus test. */
    LITMUS("litmus") {
        @Override
        List<String> arguments(final byte[] said, final Path folder) throws IOException {
            return List.of(Files.write(folder.resolve("asked.litmus"), said).toString());
        }
    },
    /** A trace of a kernel. The subcommand itself finds out which options it needs. */
    TRACE("trace") {
        @Override
        List<String> arguments(final byte[] said, final Path folder) throws IOException {
            return List.of(Files.write(folder.resolve("asked.trace"), said).toString());
        }
    };

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private final String subcommand;

    Question(final String subcommand) {
        this.subcommand = subcommand;
    }

    /** The kind of that name. */
    static Question named(final String name) throws Undecided {
        for (final Question q : values()) {
            if (q.subcommand.equals(name)) {
                return q;
            }
        }
        throw new Undecided("nobody answers " + name + " here; there are what-if, litmus and trace");
    }

    /**
     * The subcommand with its arguments.
     *
     * @param said what was sent
     * @param folder receives a file, if the subcommand reads one
     */
    List<String> command(final byte[] said, final Path folder) throws Undecided, IOException {
        final List<String> command = new ArrayList<>(List.of(subcommand));
        command.addAll(arguments(said, folder));
        return command;
    }

    abstract List<String> arguments(byte[] said, Path folder) throws Undecided, IOException;

    /**
     * Splits a text into words as a shell does: parts that touch are one word, and quotes keep blanks. No other character is
     * special.
     */
    static List<String> words(final String text) throws Undecided {
        final List<String> words = new ArrayList<>();
        final Matcher m = WORD.matcher(text);
        int end = -1;
        int at = 0;
        while (m.find()) {
            blank(text, at, m.start());
            final String part = m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3);
            if (m.start() == end) {
                words.set(words.size() - 1, words.get(words.size() - 1) + part);
            } else {
                words.add(part);
            }
            end = m.end();
            at = m.end();
        }
        blank(text, at, text.length());
        return words;
    }

    private static void blank(final String text, final int from, final int to) throws Undecided {
        if (!text.substring(from, to).isBlank()) {
            throw new Undecided("a quote is not closed: " + text.substring(from, to).strip());
        }
    }
}
