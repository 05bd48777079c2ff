// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** How to test a command that a page shows. The first rule that matches applies. */
enum Rule {
    /** A form with placeholders: the command exists, and has these options. */
    FORM("\\./revoke(?: -D\\w+=[A-Z]+)?(?: [a-z-]+)?(?=.*(\\b(FILE|NAME|DIR|MODULE|VARIANT|CLAIM|DESIGN)\\b|[\\[…|])).*", false) {
        @Override
        void check(final Shown s) {
            form(s.command());
        }
    },
    /**
     * The command alone, as the name of a subcommand in a sentence, or with options that need more; a storm, which is run as a
     * technique.
     */
    NAMED("\\./revoke(?: (?:explain|trace(?: --\\S+(?: [A-Z]\\w+)?)?|what-if|perturb|monitor|bench|litmus|replay|campaign|merge|storm(?: .*)?))?", false) {
        @Override
        void check(final Shown s) {
            form(s.command());
        }
    },
    /** A server that waits for workers, or a worker for a server. */
    SERVED("\\./revoke (?:worker\\b.*|verify .*--serve\\b.*)", false) {
        @Override
        void check(final Shown s) {
            form(s.command());
        }
    },
    /** Commands that take minutes. */
    LONG("\\./revoke (?:verify|techniques|mutate|mutants|inductive|prove|manifest|satellites|bench)\\b.*", true) {
        @Override
        void check(final Shown s) {
            compare(s, run(s.command(), 0));
        }
    },
    /** Commands that boot a Linux, which not every machine has: only the name and the options are checked. */
    LINUX("\\./revoke linux\\b.*", false) {
        @Override
        void check(final Shown s) {
            form(s.command());
        }
    },
    /**
     * A question about a design whose graph is not stored: TLC explores it. For a long answer a page shows the end, from the
     * matrix on.
     */
    WHAT_IF("\\./revoke (?:-\\S+ )*what-if\\b.*", true) {
        @Override
        void check(final Shown s) {
            compare(s, run(s.command(), 1).replaceFirst("(?s).*\n\n(?= +Refines )", ""));
        }
    },
    /** A question to the spec, which is answered in seconds once the graphs exist. */
    QUESTION("\\./revoke (?:cuts --list|explain|monitor|designs|bugs|litmus|-V|--help)\\b.*", false) {
        @Override
        void check(final Shown s) {
            compare(s, run(s.command(), 0));
        }
    },
    /** A trace of the reader's own: one of the project's traces replaces it. */
    OWN_TRACE("\\./revoke trace (?:--json my\\.json --junit my\\.xml |--exporter \\S+ )?my\\.trace", false) {
        @Override
        void check(final Shown s) throws Exception {
            final Path folder = Files.createTempDirectory("shown");
            final String trace = Tools.home().resolve("model-tests/src/test/resources/traces/extra-deferred.trace.gz").toString();
            compare(s, run(s.command().replace("my.trace", trace).replace("my.json", folder.resolve("my.json").toString())
                    .replace("my.xml", folder.resolve("my.xml").toString()), 0));
        }
    },
    /** TLC alone, by a few lines for the shell, in a copy of the modules. */
    TLC_ALONE("(?:cp scenes/|java -cp|cd satellites).*tlc2\\.TLC.*", true) {
        @Override
        void check(final Shown s) throws Exception {
            tlcAlone(s);
        }
    },
    /** The build, which contains this test: it cannot run itself, but its phases must be Maven's. */
    BUILD("mvn( -\\S+)* (verify|test|package|javadoc:javadoc)\\b.*", false) {
        @Override
        void check(final Shown s) {
            assertTrue(Files.exists(Tools.home().resolve("pom.xml")), s.where());
        }
    },
    /** A suite of another tool on the unchanged impl, which takes a minute; Fray's needs its own JDK. */
    PEER("model-tests/peers/(?:fray-jdk\\.sh|run \\w+)", true) {
        @Override
        void check(final Shown s) throws Exception {
            final Path built = Tools.home().resolve("model-tests/peers/target/" + (s.command().contains("fray") ? "fray/java" : "lib"));
            assertTrue(Files.isExecutable(Tools.home().resolve(s.command().split(" ")[0])), s.where());
            if (Files.exists(built)) {
                final Path log = Files.createTempFile("peer", ".log");
                final int code = new Child(List.of(("./" + s.command()).split(" ")), log, Limit.minutes(5)).in(Tools.home()).run();
                assertEquals(0, code, Files.readString(log));
                Files.delete(log);
            }
        }
    },
    /** Commands for the machine that is recorded; the tests of the recorder run it on a false tracefs. */
    RECORDED("(?:sh record\\.sh|mount -t tracefs|trace-cmd record|bpftrace -e).*", false) {
        @Override
        void check(final Shown s) throws Exception {
            final Matcher verb = Pattern.compile("sh record\\.sh (\\w+)(?= |$)").matcher(s.command());
            final String script = Files.readString(Tools.home().resolve("kernel/record.sh"));
            assertTrue(!verb.find() || verb.group(1).equals("my") || script.contains(verb.group(1) + ")"), s.where());
        }
    };

    private final Pattern pattern;
    final boolean takesLong;

    Rule(final String pattern, final boolean takesLong) {
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        this.takesLong = takesLong;
    }

    abstract void check(Shown s) throws Exception;

    /** The rule of a command; fails if there is none. */
    static Rule of(final Shown s) {
        return Arrays.stream(values())
                .filter(r -> r.pattern.matcher(s.command()).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError(s.where() + ": no rule of Rule.java says how this command is tried"));
    }

    /** The subcommand exists and has the named options; and the words after -D are used somewhere. */
    private static void form(final String command) {
        final List<String> words = List.of(command.replaceAll("[\\[\\]|]", " ").replaceAll("\\.\\.\\.", " ").strip().split("\\s+"));
        CommandLine c = Main.line();
        for (final String w : words.subList(1, words.size())) {
            if (w.startsWith("-D")) {
                final String property = w.substring(2).replaceFirst("=.*", "");
                assertTrue(List.of(c.getUsageMessage().split("\\s+")).stream().anyMatch(u -> u.startsWith("-D" + property + "=")),
                        command + ": the help does not know -D" + property);
            } else if (w.startsWith("-") && w.length() > 1) {
                assertTrue(c.getCommandSpec().findOption(w.replaceFirst("=.*", "")) != null, command + ": no option " + w);
            } else if (c.getParent() == null) {
                assertTrue(w.equals("COMMAND") || c.getSubcommands().containsKey(w), command + ": no subcommand " + w);
                c = w.equals("COMMAND") ? c : c.getSubcommands().get(w);
            }
        }
    }

    /** Runs it in this JVM. {@return its output} */
    private static String run(final String command, final int atMost) {
        final List<String> words = List.of(command.split("\\s+"));
        final PrintStream out = System.out;
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final int code;
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            code = Main.run(words.subList(1, words.size()).stream()
                    .map(w -> w.startsWith("stress/") ? Tools.home().resolve(w).toString() : w)
                    .toArray(String[]::new));
        } finally {
            System.setOut(out);
        }
        assertTrue(code <= atMost, command + " ends with " + code);
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing() + "\n";
    }

    /** Compares the answer that the page shows, line by line; and the number of states in a sentence. */
    static void compare(final Shown s, final String printed) {
        if (s.output() != null) {
            assertEquals(s.output(), printed, s.where());
        }
        if (s.states() > 0) {
            final String claim = s.claim().isEmpty() ? "" : s.claim();
            final List<String> lengths = new ArrayList<>(Pattern.compile("(?ms)^\\S+(?: \\w+ ([A-Za-z]\\w*))?: .*?(?=^\\S+(?: \\w+ \\w+)?: |\\z)")
                    .matcher(printed).results()
                    .filter(m -> claim.isEmpty() || claim.equals(m.group(1)))
                    .map(m -> m.group().lines().filter(l -> l.matches(" *\\d+ .*"))
                            .reduce((a, b) -> b).map(l -> l.strip().replaceFirst(" .*", "")).orElse("0"))
                    .toList());
            // An answer with several counterexamples lists them before it shows the first.
            Pattern.compile("(?m)^ {4}(\\w+) +(\\d+) states$").matcher(printed).results()
                    .filter(m -> claim.isEmpty() || claim.equals(m.group(1)))
                    .forEach(m -> lengths.add(m.group(2)));
            assertTrue(lengths.contains(Integer.toString(s.states())),
                    s.where() + ": the page says " + s.states() + " states, the command shows " + lengths + "\n" + printed);
        }
    }

    private static void tlcAlone(final Shown s) throws Exception {
        final Path folder = Files.createTempDirectory("modules");
        final Path modules = Tools.home().resolve("spec/src/main/tla");
        try (var all = Files.walk(modules)) {
            for (final Path p : all.toList()) {
                final Path to = folder.resolve(modules.relativize(p).toString());
                if (Files.isDirectory(p)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(p, to);
                }
            }
        }
        final Path jar = Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        final Matcher named = Pattern.compile("-cp (\\S+/([^/\\s]+\\.jar))").matcher(s.command());
        assertTrue(named.find(), s.where() + ": names no jar");
        assertEquals(jar.getFileName().toString(), named.group(2), s.where());
        final Path place = s.command().startsWith("cd satellites") ? modules.resolve("satellites") : modules;
        assertTrue(Files.exists(place.resolve(named.group(1))), s.where() + ": no such file from " + place);
        final Path log = Files.createTempFile("tlc", ".log");
        final int code = new Child(List.of("sh", "-ec", s.command().replace(named.group(1), jar.toString())), log, Limit.minutes(20))
                .in(folder).run();
        final String said = Files.readString(log);
        assertEquals(0, code, said);
        final String page = Files.readString(Tools.home().resolve(s.page()));
        final Matcher shown = Pattern.compile("says `([^`]+)`(?:, depth (\\d+))?").matcher(page);
        if (s.command().contains("satellites")) {
            return; // Its states are in satellites.tsv, and other tests check them.
        }
        assertTrue(shown.find(), s.where() + ": the page says what comes of it");
        assertTrue(said.contains(shown.group(1)), said);
        if (shown.group(2) != null) {
            assertTrue(said.contains("depth of the complete state graph search is " + shown.group(2) + "."), said);
        }
    }
}
