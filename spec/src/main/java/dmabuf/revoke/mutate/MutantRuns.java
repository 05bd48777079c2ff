// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Stopped;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs of TLC that explore many mutants each, together with their design.
 *
 * <p>A mutant that makes TLC fail ends the run for all. TLC shows a state of that mutant; the others are explored again
 * without it.
 */
final class MutantRuns {
    /** The results of a run: graphs by mutant, and TLC's message for those that made it fail. */
    record Found(SortedMap<String, Graph> graphs, SortedMap<String, String> failures) {}

    private static final Pattern FAILED_IN = Pattern.compile("/\\\\ design = \"(\\w+)\"");

    private final Tlc tlc;
    private final SpecText spec;

    /** @param wrapped the spec with the mutants in it */
    MutantRuns(final SpecText wrapped, final Path folder) throws Undecided {
        this.spec = wrapped;
        this.tlc = new Tlc(wrapped, folder);
    }

    /**
     * Explores mutants of a design, and the design.
     *
     * @param broken claims that the design breaks itself: a mutant that breaks another one is not explored further
     */
    Found explore(
            final String design, final Set<String> broken, final Collection<String> mutants, final String scene)
            throws Undecided, InterruptedException {
        final Set<String> left = new LinkedHashSet<>();
        left.add(design);
        left.addAll(mutants);
        final SortedMap<String, String> failures = new TreeMap<>();
        while (true) {
            try {
                return new Found(tlc.graphs(run(design, broken, left, scene), scene, m -> m), failures);
            } catch (Stopped s) {
                final String culprit = failedIn(s.log());
                if (culprit == null || culprit.equals(design) || !left.remove(culprit)) {
                    throw s;
                }
                failures.put(culprit, s.getMessage());
            }
        }
    }

    private Run run(final String design, final Set<String> broken, final Set<String> all, final String scene)
            throws Undecided {
        final int[] n = {0};
        final String definitions = String.join(
                "\n",
                table("Table", all, m -> design),
                table("NumbersNow", all, m -> Integer.toString(++n[0])));
        final String config = "CONSTANTS\n DesignTable <- Table\n Numbers <- NumbersNow\n"
                + " Dropped <- IsDropped\n Broken = " + set(broken) + "\n Explored = " + set(all) + "\n" + spec.file("scenes/" + scene + ".cfg")
                + "\nINIT InitX\nNEXT NextM\nINVARIANT StateM\nACTION_CONSTRAINT StepM\nCHECK_DEADLOCK FALSE\n";
        return new Run("mutants-" + design + "-" + scene, "Mutants", definitions, config, true);
    }

    /** The pieces that a design evaluates in a scene; without any other piece it behaves in the same way. */
    Set<String> asked(final String design, final Set<String> mutants, final String scene)
            throws Undecided, InterruptedException {
        final int[] n = {0};
        final String definitions = table("NumbersNow", mutants, m -> Integer.toString(++n[0]));
        final String config = "CONSTANTS\n Numbers <- NumbersNow\n Dropped <- NoteAsked\n Broken = {}\n Explored = " + set(Set.of(design))
                + "\n" + spec.file("scenes/" + scene + ".cfg") + "\nINIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n";
        final Set<String> asked = new LinkedHashSet<>();
        for (final String line :
                tlc.run(new Run("asked-" + design + "-" + scene, "Mutants", definitions, config, false)).prints()) {
            if (mutants.contains(line.replace("\"", ""))) {
                asked.add(line.replace("\"", ""));
            }
        }
        return asked;
    }

    private static String table(final String name, final Set<String> all, final Function<String, String> value) {
        return all.stream()
                .map(m -> m + " |-> " + value.apply(m))
                .collect(Collectors.joining(",\n  ", name + " == [ ", " ]"));
    }

    private static String set(final Set<String> names) {
        return names.stream().map(m -> '"' + m + '"').collect(Collectors.joining(", ", "{", "}"));
    }

    /** The mutant of the last state that TLC shows. */
    private static String failedIn(final Path log) throws Undecided {
        try {
            final Matcher m = FAILED_IN.matcher(Files.readString(log));
            String last = null;
            while (m.find()) {
                last = m.group(1);
            }
            return last;
        } catch (IOException e) {
            throw new Undecided("cannot read " + log, e);
        }
    }
}
