// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.service.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of questions.txt.
 *
 * @param heading the heading of its table on the page
 * @param line the number of the question; two rows may answer its two halves
 * @param asked the question in words
 * @param command the words after ./revoke
 * @param refuted the claims that must be refuted
 * @param kept the claims that must hold, or the variants that must break nothing
 * @param said what else the answer must say; may be empty
 * @param exitCode the expected exit code
 */
record Question(String heading, int line, String asked, String command, Set<String> refuted, Set<String> kept, String said,
        int exitCode) {
    private static final Pattern BREAKS = Pattern.compile("(?m)^\\S+ breaks (\\w+): ");
    private static final Pattern VARIANT = Pattern.compile("(?m)^variant\t\\w+\t(\\w+)\t\\w+\t\\S+\t(\\S+)\t");

    /** The output of a command, and its exit code. */
    record Answer(int exitCode, String text) {
        private boolean isOfVariants() {
            return text.startsWith("variant\t");
        }

        private Set<String> refuted() {
            final Set<String> refuted = new TreeSet<>();
            BREAKS.matcher(text).results().forEach(m -> refuted.add(m.group(1)));
            VARIANT.matcher(text).results().forEach(m -> Pattern.compile("(\\w+)=").matcher(m.group(2)).results()
                    .forEach(claim -> refuted.add(m.group(1) + "." + claim.group(1))));
            return refuted;
        }

        /** The claims that hold according to the first table of the answer, or the variants that break nothing. */
        private Set<String> kept() {
            final Set<String> kept = new TreeSet<>();
            VARIANT.matcher(text).results().filter(m -> m.group(2).equals("-")).forEach(m -> kept.add(m.group(1)));
            final List<String> lines = text.substring(0, text.indexOf("Its case occurs in: ") + 1).lines().toList();
            for (int n = 0; n + 1 < lines.size(); n++) {
                final String[] claims = lines.get(n).strip().split(" +");
                final String[] marks = lines.get(n + 1).strip().split(" +");
                for (int c = 0; lines.get(n).startsWith("    ") && marks.length == claims.length + 1 && c < claims.length; c++) {
                    if (marks[c + 1].equals("+")) {
                        kept.add(claims[c]);
                    }
                }
            }
            return kept;
        }
    }

    static List<Question> all() throws IOException {
        final List<Question> all = new ArrayList<>();
        String heading = "";
        try (InputStream in = Question.class.getResourceAsStream("/questions.txt")) {
            for (final String row : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (row.startsWith("== ")) {
                    heading = row.substring(3);
                } else if (!row.isBlank() && !row.startsWith("#")) {
                    all.add(of(heading, row));
                }
            }
        }
        return all;
    }

    static Question of(final String heading, final String row) {
        final String[] parts = row.split("\\|", -1);
        if (parts.length != 7) {
            throw new IllegalArgumentException("a question has 7 parts, this one " + parts.length + ": " + row);
        }
        final Question q = new Question(heading, Integer.parseInt(parts[0].strip()), parts[1].strip(), parts[2].strip(),
                words(parts[3]), words(parts[4]), parts[5].strip(), Integer.parseInt(parts[6].strip()));
        if (q.refuted.isEmpty() && q.kept.isEmpty()) {
            throw new IllegalArgumentException("says neither what is refuted nor what holds: " + row);
        }
        return q;
    }

    private static Set<String> words(final String text) {
        return text.isBlank() ? Set.of() : new TreeSet<>(List.of(text.strip().split(" +")));
    }

    /** Runs the command in this JVM. */
    Answer ask() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            return new Answer(Main.run(command.split(" ")), bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    /** Fails if the answer is not the one that the row expects. */
    void check(final Answer a) {
        final String whole = "./revoke " + typed() + "\n" + a.text;
        final Set<String> found = a.refuted();
        if (a.isOfVariants()) {
            found.retainAll(refuted);
        }
        assertEquals(refuted, found, whole);
        assertEquals(List.of(), missing(a.text), whole);
        assertEquals(exitCode, a.exitCode, whole);
    }

    /** The parts of the expected answer that are missing. */
    List<String> missing(final String text) {
        final List<String> missing = new ArrayList<>();
        final Set<String> found = new Answer(exitCode, text).kept();
        kept.stream().filter(k -> !found.contains(k)).forEach(k -> missing.add(k + " must hold"));
        if (!text.contains(said)) {
            missing.add("it must say: " + said);
        }
        return missing;
    }

    /** The command as typed into a shell: words with braces or quotation marks are quoted. */
    private String typed() {
        return command.replaceAll("\\S*[{\"]\\S*", "'$0'");
    }

    private String answer() {
        final List<String> parts = new ArrayList<>();
        final boolean asksAside = !Collections.disjoint(refuted, kept);
        if (!refuted.isEmpty()) {
            parts.add((asksAside ? "refuted in a second scene: " : "refuted: ") + names(refuted));
        }
        if (!kept.isEmpty()) {
            parts.add((refuted.isEmpty() ? "nothing breaks; " : "") + (asksAside ? "holds in the first: " : "holds: ") + names(kept));
        }
        if (!said.isEmpty()) {
            parts.add("says \"" + said + "\"");
        }
        return String.join("; ", parts);
    }

    private static String names(final Set<String> all) {
        return all.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    }

    /** The page of all questions. */
    static String page(final List<Question> all) {
        final StringBuilder page = new StringBuilder("""
                # 9. What a reviewer might ask

                Each question is answered by one command, which is typed after `./revoke` and takes some seconds. The questions of the
                first table were published as faults of drivers, or as patches; those of the second are changes to a revoke that a
                reviewer may propose. The command shows each refuted claim with its counterexample. For `what-if` this page names only
                claims that the unchanged design keeps. What each claim says is in [the README](../README.md#the-matrix), and what each
                variant of a satellite does is on [page 5](5-beside-the-protocol.md).

                This page is generated from `spec/src/test/resources/questions.txt`. `FieldTest` asks every
                question in a long run of the tests (tag `full`); a quick run compares the page with the file.
                """);
        String heading = "";
        for (final Question q : all) {
            if (!q.heading.equals(heading)) {
                heading = q.heading;
                page.append("\n## ").append(heading).append("\n\n| what is asked | command | answer |\n| --- | --- | --- |\n");
            }
            page.append("| ").append(q.asked).append(" | `").append(q.typed()).append("` | ").append(q.answer()).append(" |\n");
        }
        return page.toString();
    }
}
