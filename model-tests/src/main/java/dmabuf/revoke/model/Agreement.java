// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.model.matrix.MatrixRun;
import dmabuf.revoke.model.cut.CutHunts;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.model.pit.Pit;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The checks that this module adds to verify: each technique runs once, and the techniques must catch the mutants. */
public final class Agreement implements Part {
    private static final String TECHNIQUES = "techniques";

    /** The approximate duration of each on two idle cores, in seconds. */
    private static final Map<String, Integer> SECONDS =
            Map.of("replay", 25, "dma", 6, "properties", 12, Storm.NAME, 20, "schedules", 30, Mutants.GROUP, 30);

    @Override
    public List<String> groups() {
        return List.of(TECHNIQUES, Mutants.GROUP, Mutants.CANARIES_GROUP, CutHunts.GROUP);
    }

    @Override
    public void add(final Jobs jobs, final Tools tools, final Settings settings) throws Undecided {
        final Graphs graphs = Graphs.of(tools);
        final Set<String> scenes = Graphs.SCENES.stream().map(Verification::job).collect(Collectors.toSet());
        for (final Technique t : Techniques.all(settings.full())) {
            final String again = Techniques.again(t, settings.seed(), settings.full());
            jobs.add(Jobs.Job.of(TECHNIQUES, t.name(), seconds(t.name(), settings), () -> List.of(check(t.name(), t.run(graphs, settings.seed()), again)))
                    .after(scenes)
                    .keyed(() -> key(t.name(), tools, settings))
                    .again(again));
        }
        cuts(jobs, scenes, tools, settings);
        jobs.add(Jobs.Job.of(Mutants.GROUP, Mutants.GROUP, SECONDS.get(Mutants.GROUP), () -> new Mutants(Tools.home(), graphs, settings.seed(), settings.full()).run(1))
                .after(scenes)
                .keyed(() -> key(Mutants.GROUP, tools, settings))
                .again("./revoke mutants"));
        if (settings.full()) {
            jobs.add(Jobs.Job.of(Mutants.GROUP, "the kept matrix", 1, () -> kept(graphs, settings)));
        }
    }

    /** Prints the kept matrix of mutants, and checks it. */
    private static List<Check> kept(final Graphs graphs, final Settings settings) throws Undecided, InterruptedException {
        final MatrixRun matrix = new MatrixRun(Tools.home(), graphs, Tools.target().resolve("matrix"), settings.seed());
        matrix.text().lines().forEach(Tools::progress);
        return matrix.checks(Mutants.GROUP);
    }

    private static int seconds(final String technique, final Settings settings) {
        return settings.full() && technique.equals(Storm.NAME) ? 600 : SECONDS.getOrDefault(technique, 1);
    }

    /** Adds the cuts: the full lane hunts all of them, the other lane only checks that each listed cut exists in impl. */
    private static void cuts(final Jobs jobs, final Set<String> scenes, final Tools tools, final Settings settings) {
        final Graphs graphs = Graphs.of(tools);
        jobs.add(Jobs.Job.of(CutHunts.GROUP, CutHunts.GROUP, settings.full() ? 7200 : 3, () -> {
                    final CutHunts hunts = new CutHunts(Tools.home(), graphs);
                    return settings.full() ? hunts.all() : List.of(hunts.listed());
                })
                .after(scenes)
                .keyed(() -> key(CutHunts.GROUP, tools, settings))
                .again("./revoke cuts " + (settings.full() ? "--all" : "--list")));
        if (settings.full()) {
            // Maven may recompile impl while another check loads its classes.
            jobs.add(Jobs.Job.of(CutHunts.GROUP, "PIT", 300, () -> List.of(Pit.run(CutHunts.GROUP)))
                    .onItsOwn()
                    .keyed(() -> key("PIT", tools, settings)));
        }
    }

    /** Turns the verdict of a technique into a check. */
    static Check check(final String technique, final Technique.Verdict v, final String again) {
        return switch (v.status()) {
            case AGREES -> Check.of(TECHNIQUES, technique, true, v.summary(), again);
            case DIFFERS -> Check.of(TECHNIQUES, technique, false, v.summary() + ": " + v.failure(), again);
            case HUNG -> Check.hung(TECHNIQUES, technique, v.summary() + ": " + v.failure(), again);
        };
    }

    /** A digest of everything that the verdict of a technique, or the hunt of the mutants, depends on. */
    static Digest key(final String what, final Tools tools, final Settings settings) throws Undecided {
        final Digest key = RunKey.of(what, settings, List.of("model-tests/races", "model-tests/cuts", "model-tests/src/test", "impl/src/test"));
        for (final String scene : Graphs.SCENES) {
            key.text(scene, tools.shop().digestOf(Design.named(Verification.BASE_DESIGN, tools.spec()), scene));
        }
        for (final String name : Graphs.others()) {
            final String[] words = name.split("/");
            key.text(name, tools.shop().digestOf(Design.named(words[0], tools.spec()), words[1]));
        }
        for (final String module : Graphs.SATELLITES.keySet()) {
            key.text(module, tools.spec().file("satellites/" + module + ".tla"));
        }
        return key;
    }
}
