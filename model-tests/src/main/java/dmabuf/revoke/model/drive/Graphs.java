// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Names;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Provides the graphs for the techniques: by scene, those of the designs for which impl has exporters. */
public interface Graphs {
    /**
     * The graph of a scene of scenes/, as {@code base}, {@code closing} or {@code history}. The design is {@code Reference}
     * unless the name has another before it, as {@code Mock/exporters}. The name may also be one of {@link #SATELLITES}.
     */
    Graph scene(String name) throws Undecided, InterruptedException;

    /** The largest scene. No cell of the manifest needs it, so its graph is exported without most claims. */
    String STORM = "storm";

    /** The scenes of {@code Reference} in which the techniques drive impl; those in which a fault is found soonest are first. */
    List<String> SCENES = List.of("waiting", "programs", "exporters", "races", "closing", "two-pins", "two-classes", "two-jobs",
            "job-classes", "program-pair", "base", "cpu-jobs", "history", "dma", STORM);

    /** The scenes in which threads run freely. Each other scene is replayed. */
    List<String> FOR_THREADS = List.of("dma", STORM);

    /**
     * The other scenes in which {@code Reference} is explored, each with the scene of {@link #SCENES} in which the same users
     * make the same calls. They differ in how many there are of each, or in what is claimed of them, so nothing drives impl in
     * them.
     */
    SortedMap<String, String> INSTEAD = new TreeMap<>(Map.of(
            "cpu", "cpu-jobs", "deciding", "exporters", "living-pair", "history", "never", "exporters", "pinned", "two-pins",
            "threads", "closing", "three", "history", "two-programs", "program-pair"));

    /**
     * The designs of the exporters other than {@code RevocableExporter}, by the scene in which they are driven: each kind of
     * importer alone, and a program alone where the exporter admits programs. A move waits for jobs of every
     * class and not for the worker, so that {@code Mover} is also driven with these, and with as many calls at a time as there
     * are threads.
     */
    SortedMap<String, List<String>> OTHERS = new TreeMap<>(Map.of(
            "exporters", List.of("Uverbs", "Mock", "Mover", "Letter", "ThreeState"),
            "job-classes", List.of("Mover"),
            "programs", List.of("Letter", "ThreeState")));

    /** The satellites that describe a part of impl that is in no scene, each with the variant that impl follows. */
    SortedMap<String, String> SATELLITES = new TreeMap<>(Map.of("Device", "Linux73", "Poll", "Linux73", "Release", "Annulled"));

    /** The names of the graphs of the other exporters. */
    static List<String> others() {
        final List<String> names = new ArrayList<>();
        OTHERS.forEach((scene, designs) -> designs.forEach(d -> names.add(d + "/" + scene)));
        return names;
    }

    /** The names of all graphs. */
    static List<String> names() {
        final List<String> names = new ArrayList<>(SCENES);
        names.addAll(others());
        names.addAll(SATELLITES.keySet());
        return names;
    }

    /** The graphs of the designs that impl implements. Those of its other exporters are made together. */
    static Graphs of(final Tools tools) {
        return name -> {
            final String[] words = Names.find("scene of the techniques", name, names()).split("/");
            if (SATELLITES.containsKey(name)) {
                return tools.satellites().graphs(name).get(SATELLITES.get(name));
            }
            final Design reference = Design.named(Verification.BASE_DESIGN, tools.spec());
            if (name.equals(STORM)) {
                return tools.shop().graph(reference, name, "Driven.tla");
            }
            if (words.length == 1) {
                return tools.shop().graph(reference, words[0]);
            }
            final List<Design> designs = new ArrayList<>();
            for (final String d : OTHERS.get(words[1])) {
                designs.add(Design.named(d, tools.spec()));
            }
            return tools.shop().graphs(designs, words[1]).get(words[0]);
        };
    }

    /** The name of a graph. */
    static String nameOf(final Graph graph) {
        final String design = graph.value(graph.initial()[0], graph.variables().indexOf("design")).text();
        return (design.equals(Verification.BASE_DESIGN) ? "" : design + "/") + graph.origin().scene();
    }
}
