// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is expected of every configuration: spec/src/main/tla/manifest.tsv.
 *
 * <p>Lines of fields with tabs between them; the first field says what the line is:
 *
 * <pre>
 * property NAME  state|step|liveness  SENTENCE
 * witness  NAME  DESIGN  SENTENCE                     a state that must be reached
 * design   NAME  SENTENCE
 * bug      NAME  NUMBERS  DESIGN  PROPERTY  SENTENCE  the one design that it changes, the property that shows it
 * finding  NUMBER  DESIGN  PROPERTY  SENTENCE         what a design itself breaks, by its number in the reference
 * graph    DESIGN  SCENE  GENERATED  DISTINCT  DEPTH  compared exactly
 * cell     DESIGN  PROPERTY  VERDICT  LENGTH  OCCASIONS  [REASON]
                                                     in how many states or steps its case occurs; the reason why not
 * live     DESIGN  PROPERTY  SCENE                     holds in this scene too; with --full TLC decides it there
 * large    DESIGN  SCENE  GENERATED  DISTINCT          of a run without a graph, compared exactly
 * same     DESIGN  DESIGN  SCENE  CASE  SENTENCE      their graphs are equal there, except for the steps of the first to the case
 * full     SCENE  DESIGN[,DESIGN]|-  SENTENCE         all other designs are explored in this scene with --full only
 * without  CONJUNCT  DESIGN  PROPERTY  LENGTH         lost without this conjunct of the fairness
 * </pre>
 */
public record Manifest(
        Map<String, Property> properties,
        List<Witness> witnesses,
        Map<String, String> designs,
        Map<String, Bug> bugs,
        List<Finding> findings,
        List<Counts> graphs,
        Map<String, Cell> cells,
        List<Live> live,
        List<Large> large,
        List<Same> same,
        Map<String, List<String>> full,
        List<Without> without) {

    public record Property(String name, String kind, String sentence) {
        public boolean liveness() {
            return kind.equals("liveness");
        }
    }

    public record Witness(String name, String design, String sentence) {}

    public record Bug(String name, String number, String changes, String shownBy, String sentence) {
        /** Whether it has this number, such as "7.5", "D11" or "H6", in the reference. */
        public boolean has(final String typed) {
            return List.of(number.split(", ")).stream().anyMatch(typed::equalsIgnoreCase);
        }
    }

    public record Finding(String number, String design, String property, String sentence) {}

    public record Counts(String design, String scene, long generated, int distinct, int depth) {}

    public record Live(String design, String property, String scene) {}

    public record Large(String design, String scene, long generated, int distinct) {}

    public record Same(String design, String as, String scene, String but, String sentence) {}

    public record Without(String conjunct, String design, String property, int length) {}

    public static final String FILE = "manifest.tsv";

    /** The verdicts that need a reason. */
    private static final Set<Cell.Verdict> EXCUSED = Set.of(Cell.Verdict.NO_OCCASION, Cell.Verdict.NOT_CLAIMED);

    public static Manifest load(final SpecText spec) throws Undecided {
        return parse(spec.file(FILE));
    }

    static Manifest parse(final String text) throws Undecided {
        final Manifest m = new Manifest(
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new ArrayList<>());
        int n = 0;
        for (final String line : text.split("\n")) {
            n++;
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    m.line(line.split("\t"));
                } catch (RuntimeException e) {
                    throw new Undecided(FILE + " line " + n + ": " + e.getMessage() + ": " + line);
                }
            }
        }
        for (final Map.Entry<String, List<String>> f : m.full.entrySet()) {
            final List<String> explored =
                    m.graphs.stream().filter(g -> g.scene().equals(f.getKey())).map(Counts::design).toList();
            if (explored.isEmpty() || !explored.containsAll(f.getValue())) {
                throw new Undecided(FILE + ": full " + f.getKey() + ": no graph line of " + f.getValue() + " in this scene");
            }
        }
        return m;
    }

    private void line(final String[] f) {
        switch (f[0]) {
            case "property" -> properties.put(f[1], new Property(f[1], f[2], f[3]));
            case "witness" -> witnesses.add(new Witness(f[1], f[2], f[3]));
            case "design" -> designs.put(f[1], f[2]);
            case "bug" -> bugs.put(f[1], new Bug(f[1], f[2], f[3], f[4], f[5]));
            case "finding" -> findings.add(new Finding(f[1], f[2], f[3], f[4]));
            case "graph" -> graphs.add(new Counts(
                    f[1], f[2], Long.parseLong(f[3]), Integer.parseInt(f[4]), Integer.parseInt(f[5])));
            case "cell" -> {
                final Cell c = new Cell(
                        f[1],
                        f[2],
                        Cell.Verdict.of(f[3]),
                        f[4].equals("-") ? 0 : Integer.parseInt(f[4]),
                        f[5].equals("-") ? 0 : Integer.parseInt(f[5]),
                        f.length > 6 ? f[6] : "");
                if (EXCUSED.contains(c.verdict()) && c.reason().isBlank()) {
                    throw new IllegalArgumentException(c.verdict() + ", and no reason");
                }
                if (!EXCUSED.contains(c.verdict()) && c.occasions() == 0) {
                    throw new IllegalArgumentException(c.verdict() + ", and its case does not occur");
                }
                if (cells.put(key(c.design(), c.property()), c) != null) {
                    throw new IllegalArgumentException("a second line for one cell");
                }
            }
            case "live" -> live.add(new Live(f[1], f[2], f[3]));
            case "large" ->
                large.add(new Large(f[1], f[2], Long.parseLong(f[3]), Integer.parseInt(f[4])));
            case "same" -> same.add(new Same(f[1], f[2], f[3], f[4], f[5]));
            case "full" -> full.put(f[1], f[2].equals("-") ? List.of() : List.of(f[2].split(",")));
            case "without" -> without.add(new Without(f[1], f[2], f[3], Integer.parseInt(f[4])));
            default -> throw new IllegalArgumentException("no line starts with '" + f[0] + "'");
        }
    }

    /** The manifest for a run without {@code --full}: without the graphs that only such a run makes, and what holds in them. */
    public Manifest daily() {
        return new Manifest(
                properties, witnesses, designs, bugs, findings,
                graphs.stream().filter(g -> isDaily(g.scene(), g.design())).toList(), cells,
                live.stream().filter(l -> isDaily(l.scene(), l.design())).toList(), large, same, full, without);
    }

    private boolean isDaily(final String scene, final String design) {
        return !full.containsKey(scene) || full.get(scene).contains(design);
    }

    /**
     * Two sentences that name the rows of the matrix that a run with {@code --full} explores in more scenes than a run without
     * it.
     */
    public String restsOnFull() {
        final List<String> more = new ArrayList<>();
        for (final String scene : full.keySet()) {
            final List<String> explored = graphs.stream().filter(g -> g.scene().equals(scene)).map(Counts::design).toList();
            more.add(scene + explored.stream().filter(d -> !isDaily(scene, d)).collect(Collectors.joining(", ", " (", ")")));
        }
        large.forEach(l -> more.add(l.scene() + " (" + l.design() + ")"));
        return "Each verdict is decided in the scene " + Decisions.SCENE + ", and what holds there must hold in every other scene in which the row is"
                + " explored. Only verify --full explores: " + String.join(", ", more) + ". No verdict rests on these alone.";
    }

    /** What is expected of some of the designs and bugs. */
    public Manifest only(final Set<String> names) {
        final Map<String, String> some = new LinkedHashMap<>(designs);
        some.keySet().retainAll(names);
        final Map<String, Bug> known = new LinkedHashMap<>(bugs);
        known.keySet().retainAll(names);
        return new Manifest(
                properties, witnesses, some, known, findings.stream().filter(f -> names.contains(f.design())).toList(), graphs, cells,
                live, large, same, full, without);
    }

    private static String key(final String design, final String property) {
        return design + "/" + property;
    }

    /** Whether a design is expected to break a property; false if the manifest has no such cell. */
    public boolean refutes(final String design, final String property) {
        final Cell expected = cell(design, property);
        return expected != null && expected.isRefuted();
    }

    /** The expected cell; null if the manifest has none. */
    public Cell cell(final String design, final String property) {
        return cells.get(key(design, property));
    }

    /** The expected counts of a run without a graph; null if the manifest has none. */
    public Large large(final String design, final String scene) {
        return large.stream()
                .filter(i -> i.design().equals(design) && i.scene().equals(scene))
                .findFirst()
                .orElse(null);
    }

    /** The expected number of states of a design in a scene; null if the manifest has none. */
    public Integer distinct(final String design, final String scene) {
        final Large without = large(design, scene);
        return without != null ? (Integer) without.distinct() : graphs.stream()
                .filter(g -> g.design().equals(design) && g.scene().equals(scene))
                .map(Counts::distinct)
                .findFirst()
                .orElse(null);
    }

    /** The designs and the bugs, in the order of the manifest. */
    public List<String> configurations() {
        final List<String> all = new ArrayList<>(designs.keySet());
        all.addAll(bugs.keySet());
        return all;
    }

    public List<String> safety() {
        return properties.values().stream().filter(p -> !p.liveness()).map(Property::name).toList();
    }

    /** The claims about states and steps that a design itself breaks, or that are not claimed of it. */
    public List<String> broken(final String design) {
        return safety().stream()
                .filter(p -> cell(design, p) != null
                        && (cell(design, p).isRefuted() || cell(design, p).verdict() == Cell.Verdict.NOT_CLAIMED))
                .toList();
    }

    public List<String> liveness() {
        return properties.values().stream().filter(Property::liveness).map(Property::name).toList();
    }
}
