// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.docs;

import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that a page shows.
 *
 * @param page the page, relative to the root of the project
 * @param line in the page
 * @param command the text to be typed, without the remark after it
 * @param output the lines of the answer that the page shows; null if it shows none
 * @param states the number of states that the sentence gives for its counterexample; 0 if it gives none
 * @param claim that the counterexample breaks, if the sentence names it; else empty
 */
record Shown(String page, int line, String command, String output, int states, String claim) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\n(.*?)^```\n");
    private static final Pattern STARTS = Pattern.compile(
            "(?:\\./revoke|mvn|java|sh|sudo|mount|trace-cmd|perf|bpftrace|cp|git|make)\\b.*", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("\n*```\\w*\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern SPAN = Pattern.compile(
            "`(\\./revoke\\b[^`]*)`(?:(?:: `(\\w+)`)?,\\s+(\\d+)\\s+states)?");

    /** All pages for readers: the README, docs, and the README of each module. */
    static List<Path> pages() throws IOException {
        final Path home = Tools.home();
        final List<Path> pages = new ArrayList<>(List.of(home.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(home.resolve("docs"));
                Stream<Path> modules = Files.list(home)) {
            docs.filter(p -> p.toString().endsWith(".md")).sorted().forEach(pages::add);
            modules.map(m -> m.resolve("README.md")).filter(Files::exists).sorted().forEach(pages::add);
        }
        return pages;
    }

    /**
     * The commands of a page: in blocks, where a block with a single command belongs to the next block, its answer; and in
     * sentences.
     */
    static List<Shown> in(final String page, final String text) {
        final List<Shown> all = new ArrayList<>();
        final StringBuilder sentences = new StringBuilder(text);
        int from = 0;
        final Matcher block = BLOCK.matcher(text);
        while (block.find(from)) {
            final String inside = block.group(1);
            for (int n = block.start(); n < block.end(); n++) {
                if (text.charAt(n) != '\n') {
                    sentences.setCharAt(n, ' ');
                }
            }
            from = block.end();
            if (inside.contains("<<'EOF'")) {
                all.add(new Shown(page, line(text, block.start()), inside, null, 0, ""));
                continue;
            }
            final List<String> commands = inside.lines().filter(l -> STARTS.matcher(l).matches()).toList();
            final Matcher answer = ANSWER.matcher(text).region(block.end(), text.length());
            final boolean answered = commands.size() == 1 && inside.strip().lines().count() == 1
                    && answer.lookingAt() && !STARTS.matcher(answer.group(1)).matches();
            for (final String c : commands) {
                all.add(new Shown(page, line(text, block.start()), bare(c), answered ? answer.group(1) : null, 0, ""));
            }
        }
        final Matcher span = SPAN.matcher(sentences);
        while (span.find()) {
            all.add(new Shown(page, line(text, span.start()), span.group(1).replaceAll("\\s+", " ").strip(), null,
                    span.group(3) == null ? 0 : Integer.parseInt(span.group(3)), span.group(2) == null ? "" : span.group(2)));
        }
        return all;
    }

    /** Removes the remark after the command. */
    private static String bare(final String line) {
        return line.replaceFirst("\\s+#.*", "").replaceFirst("\\s{2,}.*", "").strip();
    }

    private static int line(final String text, final int at) {
        return (int) text.substring(0, at).lines().count() + 1;
    }

    String where() {
        return page + ":" + line + ": " + command.lines().findFirst().orElse("");
    }
}
