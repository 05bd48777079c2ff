// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs TLC on the {@link Configurations}, in their folders and without any class of this project. TLC must find what the comments
 * of a configuration say: its counts, and the length for the first of its refuted claims.
 */
public final class ConfigurationRuns {
    /** What takes minutes, and is run separately. */
    private static final Set<String> LONG = Set.of("Inductive.cfg", "Nightly.cfg", "Served.cfg");

    static final String GROUP = "configurations";

    private static final Limit HANGS = Limit.minutes(15);
    private static final Pattern REFUTED = Pattern.compile("\\\\\\* refuted in (\\d+): ((?:INVARIANT|PROPERTY Step).*)\n");

    private final SpecText spec;
    private final Path jar;
    private final Path folder;

    /**
     * @param jar of TLC
     * @param folder where TLC works
     */
    public ConfigurationRuns(final SpecText spec, final Path jar, final Path folder) {
        this.spec = spec;
        this.jar = jar;
        this.folder = folder;
    }

    /** All other configurations. */
    public List<Check> all() throws Undecided, InterruptedException {
        final List<String> files = spec.files().stream()
                .filter(f -> Configurations.isOne(f) && !LONG.contains(f))
                .toList();
        return of(files);
    }

    /** One or two checks for each of some files. */
    List<Check> of(final List<String> files) throws Undecided, InterruptedException {
        Path work = null;
        try {
            work = WorkFolder.make(folder.toAbsolutePath(), GROUP);
            spec.writeTree(work);
            final List<Check> checks = new ArrayList<>();
            for (final String file : files) {
                final String text = spec.file(file);
                checks.add(whole(file, run(work, file, text)));
                final Matcher m = REFUTED.matcher(text);
                if (m.find()) {
                    final Outcome o = run(work, file, text.replaceAll("(?m)^(INVARIANT|PROPERTY) (?!TypeOK).*\n", "")
                            + m.group(2) + "\n");
                    checks.add(check(file + " " + m.group(2), o.trace().size() == Integer.parseInt(m.group(1)),
                            o.holds() ? "holds" : "refuted in " + o.trace().size(), "refuted in " + m.group(1)));
                }
            }
            WorkFolder.clean(work);
            return checks;
        } catch (IOException e) {
            throw new Undecided("cannot run TLC in " + work, e);
        }
    }

    /** Checks that TLC finds no error, and as many states as the text says, if it says so. */
    private Check whole(final String file, final Outcome o) throws Undecided {
        final Matcher generated = Pattern.compile("(\\d+) (?:states )?generated").matcher(spec.file(file));
        final boolean counted = !generated.find() || o.generated() == Long.parseLong(generated.group(1));
        return check(file, o.holds() && counted,
                o.holds() ? o.generated() + " states generated" : o.violation() + " in " + o.trace().size(),
                "no error" + (counted ? "" : ", " + generated.group()));
    }

    private static Check check(final String name, final boolean ok, final String found, final String expected) {
        return Check.of(GROUP, name, ok, found + (ok ? "" : "; expected: " + expected), "./revoke verify --full");
    }

    private Outcome run(final Path tree, final String file, final String text)
            throws Undecided, InterruptedException, IOException {
        final Path asked = tree.resolve("Asked.cfg");
        Files.writeString(asked, text);
        final Path beside = tree.resolve(file).getParent();
        final Path where = file.startsWith("rows/") ? tree : beside;
        final String module = file.startsWith("rows/") ? "Models" : file.replaceFirst(".*/", "").replace(".cfg", "");
        final Path log = tree.resolve("tlc.log");
        try {
            Child.java(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jar.toString(), "tlc2.TLC", "-tool",
                            "-fp", "0", "-lncheck", "final", "-checkpoint", "0", "-metadir", tree.resolve("states").toString(),
                            "-config", asked.toString(), module),
                    log, HANGS).in(where).run();
        } catch (HungChild h) {
            WorkFolder.ended(tree);
            throw new Undecided(file + ": TLC hangs: it " + h.getMessage());
        }
        try {
            return Outcome.parse(Files.readString(log));
        } catch (Undecided e) {
            WorkFolder.ended(tree);
            throw new Undecided(file + ": " + e.getMessage() + "; its log is " + log);
        }
    }
}
