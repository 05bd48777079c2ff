// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Counterexample;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.KnobTable;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes all pages into a folder. */
public final class Site {
    /** The module that defines what the pages show. */
    static final String MODULE = "Shown.tla";

    /** The files that are the same in each site. */
    static final List<String> FIXED = List.of("site.css", "site.js", "steps.js", "play.js", "buffer.js", "served.js", "ask.js");

    private final Tools tools;
    private final Path folder;
    private final Manifest manifest;
    private final Operators operators;
    private final KnobTable knobs;
    private final Set<String> written = new TreeSet<>();

    /**
     * The pages of some designs and bugs.
     *
     * @param folder in which the pages are written; there may be an earlier site in it
     * @param names of designs and bugs; the design that a bug changes is added
     */
    public Site(final Tools tools, final Path folder, final Collection<String> names) throws Undecided {
        this.tools = tools;
        this.folder = folder;
        this.manifest = Rows.of(tools.manifest(), names);
        this.knobs = KnobTable.of(tools.spec());
        this.operators = new Operators(tools.spec(), knobs.values().keySet());
    }

    /** The picture of a design's counterexample; null if the design keeps the claim. */
    public static String picture(final Tools tools, final Design d, final String claim) throws Undecided, InterruptedException {
        final Graph g = tools.shop().graph(d, Decisions.SCENE, MODULE);
        final Counterexample c = tools.decisions().counterexample(g, claim);
        return c == null ? null : Picture.svg(Way.of(g, c), d.name() + " breaks " + claim);
    }

    /**
     * The picture of a path through a graph. Only the graphs of the site say what each user may do; the picture of another has no
     * bars.
     *
     * @param title what it shows
     */
    public static String picture(final Graph g, final Counterexample c, final String title) {
        return Picture.svg(Way.of(g, c), title);
    }

    /** Writes all pages. {@return how many files there are} */
    public int write() throws Undecided, InterruptedException, IOException {
        final List<String> names = manifest.configurations();
        final List<Cell> cells = tools.decisions().decide(tools.designs(names));
        final SortedMap<String, Graph> graphs = tools.shop().graphs(tools.designs(names), Decisions.SCENE, MODULE);
        final Partners partners = new Partners(Tools.home());
        final DocPages docs = new DocPages(Tools.home());
        final SpecPages spec = new SpecPages(operators, new Fired(graphs.values()), partners, docs, manifest,
                Files.readString(Tools.home().resolve("README.md")));
        final KnobsPage knobPage = new KnobsPage(knobs, manifest);
        for (final String f : FIXED) {
            put(f, fixed(f));
        }
        put("search.js", new Search(manifest, operators, spec.functions(), docs, partners).script());
        put("index.html", new MatrixPage(manifest, cells).html());
        put("claims.html", new ClaimsPage(manifest, cells, operators).html());
        put("knobs.html", knobPage.html());
        put("spec.html", spec.index());
        put("litmus.html", new PartnerPages(partners).litmus());
        put("mutants.html", new PartnerPages(partners).mutants());
        put("ask.html", AskPage.html());
        put("play.html", new PlayPage(manifest).html());
        for (final String module : operators.modules().keySet()) {
            put("spec/" + module + ".html", spec.module(module));
        }
        final RowPage row = new RowPage(manifest, cells, definitions(), operators, knobPage, spec, docs);
        for (final String d : names) {
            put("row/" + d + ".html", row.html(d, ways(d, graphs.get(d), cells)));
            put("data/" + d + ".js", new PlayerData(graphs.get(d)).script());
        }
        documents(docs, cells);
        return written.size();
    }

    /** Writes the pages of the repository, which lead to those of the site. */
    private void documents(final DocPages docs, final List<Cell> cells) throws IOException {
        final Path picture = Path.of("docs/no-fence-wait.svg");
        put(picture.toString(), Files.readString(Tools.home().resolve(picture)));
        final Set<String> there = new TreeSet<>(written);
        docs.names().forEach(n -> there.add(n + ".html"));
        manifest.properties().keySet().forEach(p -> there.add("claims.html#" + p));
        cells.stream().filter(c -> c.claimed(manifest.cell(c.design(), c.property())).isRefuted())
                .forEach(c -> there.add("row/" + c.design() + ".html#" + c.property()));
        for (final String n : docs.names()) {
            put(n + ".html", docs.page(n, there::contains));
        }
    }

    /** The counterexamples of the claims that a design breaks. */
    private Map<String, Way> ways(final String design, final Graph g, final List<Cell> cells) throws Undecided {
        final Map<String, Way> ways = new LinkedHashMap<>();
        for (final Cell c : cells) {
            if (c.design().equals(design) && c.isRefuted() && c.claimed(manifest.cell(design, c.property())).isRefuted()) {
                final Counterexample x = tools.decisions().counterexample(g, c.property());
                if (x == null || x.length() != c.length()) {
                    throw new Undecided(design + " " + c.property() + ": the graph of " + MODULE
                            + " has another counterexample than the matrix");
                }
                ways.put(c.property(), Way.of(g, x));
            }
        }
        return ways;
    }

    /** The definition of each design in Designs.tla or Bugs.tla. */
    private Map<String, String> definitions() throws Undecided {
        final Map<String, String> definitions = new HashMap<>();
        for (final String file : List.of("Designs.tla", "Bugs.tla")) {
            final Matcher m = Pattern.compile("(?m)^(\\w+) ==\\s+\\[(?:.*\n)(?: .*\n)*").matcher(tools.spec().file(file));
            while (m.find()) {
                definitions.put(m.group(1), m.group().stripTrailing());
            }
        }
        return definitions;
    }

    static String fixed(final String name) throws Undecided {
        try (InputStream in = Site.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new Undecided("the build did not pack site/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Undecided("cannot read site/" + name, e);
        }
    }

    private void put(final String name, final String text) throws IOException {
        final Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        written.add(name.replace('\\', '/'));
    }
}
