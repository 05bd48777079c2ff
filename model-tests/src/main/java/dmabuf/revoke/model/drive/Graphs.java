package dmabuf.revoke.model.drive;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** Where a technique gets its graphs: those of the designs that impl has exporters of, by scene. */
public interface Graphs {
    /**
     * The graph of a scene of scenes/, as {@code base}, {@code closing} or {@code history}; of another design than
     * {@code Reference} with its name before it, as {@code Mock/exporters}.
     */
    Graph scene(String name) throws Undecided, InterruptedException;

    /** The scenes in which the techniques drive impl; of {@code Reference}. */
    List<String> SCENES = List.of("base", "closing", "cpu-jobs", "dma", "exporters", "history", "programs", "races", "waiting");

    /** The scene in which the other exporters are driven. */
    String EXPORTERS = "exporters";

    /** The designs of the exporters beside {@code RevocableExporter}. */
    List<String> OTHERS = List.of("Uverbs", "Mock", "Mover");

    /** Every name by which a graph is got. */
    static List<String> names() {
        final List<String> names = new ArrayList<>(SCENES);
        OTHERS.forEach(d -> names.add(d + "/" + EXPORTERS));
        return names;
    }

    /** The graphs of the designs that impl implements; those of its other exporters are made together. */
    static Graphs of(final Tools tools) {
        return name -> {
            final String[] words = Names.find("scene of the techniques", name, names()).split("/");
            if (words.length == 1) {
                return tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), words[0]);
            }
            final List<Design> designs = new ArrayList<>();
            for (final String d : OTHERS) {
                designs.add(Design.named(d, tools.spec()));
            }
            return tools.shop().graphs(designs, words[1]).get(words[0]);
        };
    }

    /** The name by which a graph is got. */
    static String nameOf(final Graph graph) {
        final String design = graph.value(graph.initial()[0], graph.variables().indexOf("design")).text();
        return (design.equals(Verification.BASE_DESIGN) ? "" : design + "/") + graph.origin().scene();
    }
}
