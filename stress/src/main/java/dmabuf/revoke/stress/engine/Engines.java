// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Plan;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The techniques of a campaign, by name, and their units. */
public final class Engines {
    /**
     * The default techniques of a campaign, as far as they exist. Techniques that are the same in each run are not among them.
     */
    private static final List<String> USUAL = List.of("storm", JcstressEngine.NAME, ScheduleEngine.NAME, "properties", "dma");

    private static final int CORES_OF_A_TECHNIQUE = 2;

    private Engines() {}

    /** All names. */
    public static Set<String> names() {
        final Set<String> names = new LinkedHashSet<>(List.of(JcstressEngine.NAME, ScheduleEngine.NAME));
        Techniques.all().stream().map(Technique::name).forEach(names::add);
        names.add(LinuxEngine.NAME);
        return names;
    }

    /** The techniques that are named, or the default ones, without duplicates. */
    public static List<String> chosen(final Collection<String> typed) throws Undecided {
        final Set<String> chosen = new LinkedHashSet<>();
        for (final String t : typed) {
            chosen.add(Names.find("technique", t, names()));
        }
        return chosen.isEmpty() ? USUAL.stream().filter(names()::contains).toList() : List.copyOf(chosen);
    }

    /** Whether a technique takes litmus tests. */
    public static boolean takesLitmus(final Collection<String> techniques) {
        return techniques.contains(JcstressEngine.NAME) || techniques.contains(ScheduleEngine.NAME);
    }

    /**
     * The units of some techniques.
     *
     * @param glob that the names of their tests match
     * @param tests of the techniques that take litmus tests
     * @param cores of this machine that the campaign may use
     * @param first on the class path of the JVMs that are started
     */
    public static List<Plan> plans(
            final List<String> techniques, final String glob, final List<Outcomes> tests, final int cores, final List<Path> first)
            throws Undecided, InterruptedException {
        final Map<String, Outcomes> byName =
                tests.stream().collect(Collectors.toMap(o -> o.litmus().name(), o -> o, (a, b) -> a, TreeMap::new));
        final List<Plan> all = new ArrayList<>();
        for (final String t : techniques) {
            switch (t) {
                case JcstressEngine.NAME -> {
                    final Engine e = new JcstressEngine(byName, first);
                    byName.values().forEach(o -> JcstressEngine.CONFIGURATIONS.keySet().stream().sorted()
                            .forEach(c -> all.add(litmus(new Unit(t, o.litmus().name(), c), o, o.litmus().columns().size(), cores, e))));
                }
                case ScheduleEngine.NAME -> {
                    final Engine e = new ScheduleEngine(byName, first);
                    byName.values().forEach(
                            o -> all.add(litmus(new Unit(t, o.litmus().name(), ScheduleEngine.CONFIGURATION), o, 1, cores, e)));
                    all.add(technique(t, cores, first));
                }
                case LinuxEngine.NAME -> all.addAll(LinuxEngine.plans());
                default -> all.add(technique(t, cores, first));
            }
        }
        final PathMatcher wanted = matcher(glob);
        final List<Plan> matching = all.stream().filter(p -> wanted.matches(Path.of(p.unit().test()))).toList();
        if (matching.isEmpty()) {
            throw Names.none("test of " + String.join(", ", techniques), glob,
                    all.stream().map(p -> p.unit().test()).distinct().limit(40).toList());
        }
        return matching;
    }

    private static PathMatcher matcher(final String glob) throws Undecided {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new Undecided("'" + glob + "' is no glob, as map-*: " + e.getDescription());
        }
    }

    private static Plan litmus(final Unit unit, final Outcomes o, final int needs, final int cores, final Engine e) {
        final SortedMap<String, Boolean> outcomes = new TreeMap<>();
        o.all().forEach(x -> outcomes.put(x.toString(), x.serial()));
        return new Plan(unit, needs, lacking(needs, cores), outcomes, e);
    }

    private static Plan technique(final String name, final int cores, final List<Path> first) {
        final Unit unit = new Unit(name, TechniqueEngine.TEST, TechniqueEngine.CONFIGURATION);
        return new Plan(unit, Math.min(cores, CORES_OF_A_TECHNIQUE), "", new TreeMap<>(), new TechniqueEngine(first));
    }

    private static String lacking(final int needs, final int cores) {
        return needs <= cores ? "" : "it needs " + needs + " cores, and there are " + cores;
    }
}
