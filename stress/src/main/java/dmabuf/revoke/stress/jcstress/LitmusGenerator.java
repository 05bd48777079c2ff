package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.BaseGraph;
import dmabuf.revoke.stress.litmus.Call;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes litmus tests as jcstress tests, whose table of outcomes is computed. What it does not list is forbidden.
 *
 * <p>Each column is an actor, which calls the classes of impl: {@code driver:i1 map} is {@code i1.map()}, the worker of
 * i1 is {@code i1.work()}, its device {@code i1.signal()}, and each thread of the exporter {@code exporter}. Of which
 * class i1 is, its kind in the initial state of the graph says: a {@code dynamic} one is a {@code DynamicImporter}. A
 * call that impl does not have does not compile.
 *
 * <p>A jcstress outcome is the two columns' results with commas between them, as {@link Outcomes.Outcome} has them.
 */
public final class LitmusGenerator {
    static final String PACKAGE = "dmabuf.revoke.stress.generated";

    private final Map<String, String> kinds = new TreeMap<>();

    /** @param graph whose initial state says of which kind each importer is */
    public LitmusGenerator(final Graph graph) {
        final Value.Rec kind = (Value.Rec) graph.state(graph.initial()[0]).get("kind");
        kind.fields().forEach((who, k) -> kinds.put(who, k.text()));
    }

    /** Arguments: the folder of the litmus tests, and the folder of the sources. Exits with 1 if it cannot. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        try {
            final Graph graph = BaseGraph.open();
            final List<Outcomes> tests = new ArrayList<>();
            for (final Litmus l : Litmus.folder(Path.of(args[0]))) {
                tests.add(Outcomes.of(graph, l));
            }
            new LitmusGenerator(graph).write(tests, Path.of(args[1]));
        } catch (BadLitmus | Undecided e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Writes a class a test below a folder of sources, and deletes those of tests that are no more. A file that says
     * the same already stays as it is, so that it is not compiled again.
     *
     * @return the files of these tests
     */
    public List<Path> write(final List<Outcomes> tests, final Path folder) throws IOException {
        final Path at = folder.resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(at);
        final List<Path> written = new ArrayList<>();
        for (final Outcomes o : tests) {
            final Path file = at.resolve(className(o.litmus()) + ".java");
            final String text = text(o);
            if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                Files.writeString(file, text);
            }
            written.add(file);
        }
        try (Stream<Path> files = Files.list(at)) {
            for (final Path f : files.filter(p -> !written.contains(p)).toList()) {
                Files.delete(f);
            }
        }
        return written;
    }

    /** MapAgainstRevoke for map-against-revoke. */
    static String className(final Litmus litmus) {
        return Stream.of(litmus.name().split("-")).map(LitmusGenerator::capital).collect(Collectors.joining());
    }

    private static String capital(final String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The source of one test. */
    String text(final Outcomes outcomes) {
        final Litmus litmus = outcomes.litmus();
        final StringBuilder out = new StringBuilder();
        out.append("package ").append(PACKAGE).append(";\n\n")
                .append("import static dmabuf.revoke.stress.jcstress.Calls.*;\n\n")
                .append("import dmabuf.revoke.impl.*;\n")
                .append("import org.openjdk.jcstress.annotations.Actor;\n")
                .append("import org.openjdk.jcstress.annotations.Description;\n")
                .append("import org.openjdk.jcstress.annotations.Expect;\n")
                .append("import org.openjdk.jcstress.annotations.JCStressTest;\n")
                .append("import org.openjdk.jcstress.annotations.Outcome;\n")
                .append("import org.openjdk.jcstress.annotations.State;\n")
                .append("import org.openjdk.jcstress.infra.results.LL_Result;\n\n")
                .append("/** Generated from ").append(litmus.file().getFileName())
                .append("; its table of outcomes is computed. */\n")
                .append("@JCStressTest\n")
                .append("@Description(\"").append(litmus.text().replace("\\", "\\\\")).append("\")\n");
        outcomes.all().forEach(o -> out.append("@Outcome(id = \"").append(o)
                .append(o.serial()
                        ? "\", expect = Expect.ACCEPTABLE, desc = \"a serial run gives it\")\n"
                        : "\", expect = Expect.ACCEPTABLE_INTERESTING, desc = \"no serial run gives it\")\n"));
        out.append("@State\n").append("public class ").append(className(litmus)).append(" {\n")
                .append("    private final RevocableExporter exporter = new RevocableExporter();\n");
        importers(litmus).forEach(i -> out.append("    private final ").append(importer(i)).append(' ').append(i)
                .append(" = new ").append(importer(i)).append("(exporter.buffer());\n"));
        out.append("\n    public ").append(className(litmus)).append("() {\n");
        litmus.start().forEach(s -> out.append("        must(\"").append(s.result()).append("\", ")
                .append(made(s.call())).append(");\n"));
        out.append("    }\n");
        for (int c = 0; c < litmus.columns().size(); c++) {
            out.append("\n    @Actor\n")
                    .append("    public void column").append(c + 1).append("(final LL_Result r) {\n")
                    .append("        r.r").append(c + 1).append(" = ")
                    .append(litmus.columns().get(c).stream()
                            .map(LitmusGenerator::made)
                            .collect(Collectors.joining("\n                + \", \" + ")))
                    .append(";\n    }\n");
        }
        return out.append("}\n").toString();
    }

    /** Those whom the test names. */
    private static TreeSet<String> importers(final Litmus litmus) {
        return Stream.concat(litmus.start().stream().map(Litmus.Start::call), litmus.calls().stream())
                .filter(c -> !role(c).equals("exporter"))
                .map(LitmusGenerator::who)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String role(final Call call) {
        return call.process().split(":")[0];
    }

    private static String who(final Call call) {
        return call.process().split(":")[1];
    }

    /** The class of impl for an importer. */
    private String importer(final String who) {
        return capital(kinds.get(who)) + "Importer";
    }

    /** The expression that makes a call and gives its result as text. */
    private static String made(final Call call) {
        final boolean exporter = role(call).equals("exporter");
        final String skip = call.optional() ? "OrSkip(" : "(";
        final String method = role(call).equals("worker") ? "work" : call.op();
        final String object = exporter ? "exporter" : who(call);
        return (exporter ? "done" : "result") + skip
                + (call.arg().equals("-")
                        ? object + "::" + method
                        : "() -> " + object + "." + method + "(Usage." + call.arg() + ")")
                + ")";
    }
}
