// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.stress.litmus.Call;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusReport;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The source of the jcstress test of one litmus test, with its computed table of outcomes. Outcomes that are not in the table are
 * forbidden.
 *
 * <p>Each column is an actor, which calls the classes of impl: {@code driver:i1 map} is {@code i1.map()}, the worker of i1 is
 * {@code i1.work()}, its device {@code i1.signal()}, and each thread of the exporter {@code exporter}. The class of i1 is given
 * by its kind in the graph: a {@code dynamic} one is a {@code DynamicImporter}, a {@code cpu} a {@code Program}; and the exporter
 * is that of the design. The calls after {@code finally} are the arbiter. A call that impl does not have does not compile.
 *
 * <p>A jcstress outcome consists of the columns' results with commas between them, as in {@link Outcomes.Outcome}.
 */
final class Harness {
    static final String PACKAGE = "dmabuf.revoke.stress.harness";

    /** The mark of a generated file, which nobody edits. */
    static final String MARK = "by {@code ./revoke litmus --write}";

    private static final int WIDTH = 117;

    private final Outcomes outcomes;
    private final Litmus litmus;

    Harness(final Outcomes outcomes) {
        this.outcomes = outcomes;
        this.litmus = outcomes.litmus();
    }

    /** The class's name: MapAgainstRevoke for map-against-revoke. */
    static String simpleName(final Litmus litmus) {
        return Stream.of(litmus.name().split("-")).map(Harness::capital).collect(Collectors.joining());
    }

    /** The same with its package, as in jcstress's results. */
    static String className(final Litmus litmus) {
        return PACKAGE + "." + simpleName(litmus);
    }

    private static String capital(final String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    String text() {
        final StringBuilder out = new StringBuilder("// SPDX-License-Identifier: Apache-2.0\npackage " + PACKAGE + ";\n\n");
        final String body = body();
        Stream.of("done", "doneOrSkip", "must", "result", "resultOrSkip")
                .filter(m -> body.contains(m + "("))
                .forEach(m -> out.append("import static ").append(PACKAGE).append(".Calls.").append(m).append(";\n"));
        out.append('\n');
        imports(body).forEach(c -> out.append("import ").append(c).append(";\n"));
        return out.append('\n').append(story()).append(body).toString();
    }

    private List<String> imports(final String body) {
        final List<String> all = new ArrayList<>();
        Stream.of(Probe.class, Program.class, Usage.class)
                .filter(c -> body.contains(" " + c.getSimpleName() + " ") || body.contains("(" + c.getSimpleName() + "."))
                .forEach(c -> all.add(c.getName()));
        all.add(RevocableExporter.class.getPackageName() + "." + exporter());
        users().stream()
                .filter(u -> !isProgram(u))
                .map(this::user)
                .distinct()
                .sorted()
                .forEach(c -> all.add(DynamicImporter.class.getPackageName() + "." + c));
        Stream.of("Actor", "Arbiter", "Description", "Expect", "JCStressTest", "Outcome", "State")
                .filter(c -> body.contains("@" + c + "\n") || body.contains("@" + c + "(") || body.contains(" " + c + "."))
                .forEach(c -> all.add("org.openjdk.jcstress.annotations." + c));
        all.add("org.openjdk.jcstress.infra.results." + result());
        return all;
    }

    private String story() {
        final StringBuilder out = new StringBuilder("/**\n");
        wrapped(html(litmus.text()), WIDTH).forEach(l -> out.append(" * ").append(l).append('\n'));
        out.append(" *\n * <pre>\n");
        LitmusReport.calls(litmus).lines().forEach(l -> out.append((" * " + html(l)).stripTrailing()).append('\n'));
        if (litmus.condition() != null) {
            out.append(" * ").append(html(litmus.condition().toString())).append('\n');
        }
        out.append(" * </pre>\n *\n");
        wrapped("<p>Written " + MARK + " from {@code " + litmus.file().getFileName() + "} and the graph of the spec."
                        + " What the table does not list is forbidden.", WIDTH)
                .forEach(l -> out.append(" * ").append(l).append('\n'));
        return out.append(" */\n").toString();
    }

    private static String html(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
                .replace("\\u", "&#92;u").replace("*/", "*&#47;");
    }

    private static List<String> wrapped(final String text, final int width) {
        final List<String> lines = new ArrayList<>();
        String line = "";
        for (final String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + word.length() >= width) {
                lines.add(line);
                line = "";
            }
            line += (line.isEmpty() ? "" : " ") + word;
        }
        lines.add(line);
        return lines;
    }

    private String body() {
        final StringBuilder out = new StringBuilder("@JCStressTest\n");
        if (!litmus.text().isEmpty()) {
            out.append("@Description(").append(literal(litmus.text(), 8)).append(")\n");
        }
        outcomes.all().forEach(o -> out.append(line(o)));
        out.append("@State\n").append("public class ").append(simpleName(litmus)).append(" {\n")
                .append("    private final ").append(exporter()).append(" exporter = new ").append(exporter())
                .append(usual() ? "();\n" : "(Probe.NONE);\n");
        users().forEach(i -> out.append("    private final ").append(user(i)).append(' ').append(i)
                .append(" = new ").append(user(i)).append("(exporter.buffer());\n"));
        if (!litmus.start().isEmpty()) {
            out.append("\n    public ").append(simpleName(litmus)).append("() {\n");
            litmus.start().forEach(s -> out.append("        must(\"").append(s.result()).append("\", ")
                    .append(made(s.call())).append(");\n"));
            out.append("    }\n");
        }
        for (int c = 0; c < litmus.columns().size(); c++) {
            out.append("\n    @Actor\n").append(method(actor(c), c + 1, litmus.columns().get(c)));
        }
        if (!litmus.last().isEmpty()) {
            out.append("\n    @Arbiter\n").append(method("afterwards", litmus.parts().size(), litmus.last()));
        }
        return out.append("}\n").toString();
    }

    /** The class of jcstress with a result field for each column. */
    private String result() {
        return "L".repeat(litmus.parts().size()) + "_Result";
    }

    private String method(final String name, final int number, final List<Call> calls) {
        return "    public void " + name + "(final " + result() + " r) {\n"
                + "        r.r" + number + " = "
                + calls.stream().map(Harness::made).collect(Collectors.joining("\n                + \", \" + "))
                + ";\n    }\n";
    }

    /** The role of the process that begins the column, with its name if another column has the same role. */
    private String actor(final int column) {
        final Call first = litmus.columns().get(column).get(0);
        final Predicate<List<Call>> alike = c -> role(c.get(0)).equals(role(first));
        return role(first) + (litmus.columns().stream().filter(alike).count() > 1 ? capital(who(first)) : "");
    }

    private String line(final Outcomes.Outcome o) {
        final List<String> parts = new ArrayList<>();
        for (int n = 0; n < o.results().size(); n++) {
            parts.add(litmus.calls().get(n).name() + " " + becomes(o.results().get(n)));
        }
        return "@Outcome(\n        id = \"" + o + "\",\n        expect = "
                + (o.serial() ? "Expect.ACCEPTABLE" : "Expect.ACCEPTABLE_INTERESTING") + ",\n        desc = "
                + literal(
                        (o.serial() ? "Calls that follow one another give this: " : "Only calls that overlap give this: ")
                                + String.join(", ", parts) + ".",
                        16)
                + ")\n";
    }

    private static String becomes(final String result) {
        return switch (result) {
            case Call.SKIPPED -> "is skipped";
            case "OK" -> "succeeds";
            default -> "fails with " + result;
        };
    }

    /** A text as a Java string, in several lines if it is long. */
    private static String literal(final String text, final int indent) {
        final List<String> lines = wrapped(text.replace("\\", "\\\\"), WIDTH - indent - 10);
        return lines.stream().collect(Collectors.joining(" \"\n" + " ".repeat(indent) + "+ \"", "\"", "\""));
    }

    /** The importers and programs that the test names. */
    private Set<String> users() {
        return Stream.concat(litmus.start().stream().map(Litmus.Start::call), litmus.calls().stream())
                .filter(c -> !role(c).equals("exporter"))
                .map(Harness::who)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String role(final Call call) {
        return call.process().split(":")[0];
    }

    private static String who(final Call call) {
        return call.process().split(":")[1];
    }

    private boolean usual() {
        return outcomes.design().equals(Verification.BASE_DESIGN);
    }

    /** The class of impl for the exporter. */
    private String exporter() {
        return usual() ? RevocableExporter.class.getSimpleName() : outcomes.design() + "Exporter";
    }

    private boolean isProgram(final String who) {
        return outcomes.kinds().get(who).equals("cpu");
    }

    /** The class of impl for an importer, or for a program. */
    private String user(final String who) {
        return isProgram(who) ? Program.class.getSimpleName() : capital(outcomes.kinds().get(who)) + "Importer";
    }

    /** The expression that makes a call and gives its result as text. */
    private static String made(final Call call) {
        final boolean exporter = role(call).equals("exporter");
        final String skip = call.optional() ? "OrSkip(" : "(";
        final String method = role(call).equals("worker") ? "work" : call.op().equals("import") ? "importFence" : call.op();
        final String object = exporter ? "exporter" : who(call);
        return (exporter ? "done" : "result") + skip
                + (call.arg().equals("-") ? object + "::" + method : "() -> " + object + "." + method + "(" + argument(call) + ")")
                + ")";
    }

    /** An argument for impl: a begin is told whether it writes, all other arguments are classes of fences. */
    private static String argument(final Call call) {
        return call.op().equals("begin") ? Boolean.toString(call.arg().equals("write")) : "Usage." + call.arg();
    }
}
