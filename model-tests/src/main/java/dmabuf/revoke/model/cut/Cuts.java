// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.CompilationUnitTree;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;

/** Finds every piece of the concurrency of impl that can be left out, in the sources as the compiler parses them. */
public final class Cuts {
    private Cuts() {}

    /**
     * All cuts, in the order of the sources.
     *
     * @param home of the project
     */
    public static List<Cut> of(final Path home) throws Undecided {
        final List<Cut> all = in(home.resolve(Sources.ROOT));
        if (all.isEmpty()) {
            throw new Undecided("nothing can be left out of the sources in " + home.resolve(Sources.ROOT));
        }
        return all;
    }

    static List<Cut> in(final Path root) throws Undecided {
        final Sources sources = Sources.read(root);
        final Set<Element> guards = GuardMethods.of(sources);
        final Map<String, Integer> seen = new HashMap<>();
        final List<Cut> all = new ArrayList<>();
        for (final Map.Entry<CompilationUnitTree, SourceFile> unit : sources.units().entrySet()) {
            final List<Cut> found = new ArrayList<>();
            for (final Scan s : List.of(
                    new Tests(sources, unit.getValue(), guards),
                    new Holds(sources, unit.getValue()),
                    new Effects(sources, unit.getValue()))) {
                s.scan(unit.getKey(), null);
                found.addAll(s.found());
            }
            found.sort(Comparator.comparingInt(Cuts::begin));
            found.forEach(c -> all.add(numbered(c, seen.merge(c.name(), 1, Integer::sum))));
        }
        return List.copyOf(all);
    }

    private static int begin(final Cut c) {
        return c.edits().stream().mapToInt(Cut.Edit::from).min().orElseThrow();
    }

    private static Cut numbered(final Cut c, final int time) {
        return time == 1 ? c : new Cut(c.where(), c.kind(), c.text() + " (" + time + ")", c.file(), c.edits());
    }
}
