// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.matrix.Suite;
import dmabuf.revoke.model.matrix.Suites;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;

/** The litmus tests on real cores, with the budget of the pull-request lane. */
public final class JcstressSuites implements Suites {
    @Override
    public List<Suite> all(final Graphs graphs) throws Undecided, InterruptedException {
        final int cores = Runtime.getRuntime().availableProcessors();
        try {
            return List.of(new Cores(Outcomes.of(new LitmusGraphs(), Litmus.folder(Tools.home().resolve("stress/litmus")).stream()
                    .filter(l -> l.columns().size() <= cores)
                    .toList())));
        } catch (BadLitmus e) {
            throw new Undecided(e.getMessage());
        }
    }

    @Override
    public boolean own() {
        return true;
    }

    private record Cores(List<Outcomes> tests) implements Suite {
        @Override
        public String name() {
            return "jcstress";
        }

        @Override
        public boolean catches(final Mutant mutant, final Path place, final long seed) throws Undecided, InterruptedException {
            return fails(place, List.of(mutant.build(place.resolve("mutant"))), seed);
        }

        @Override
        public boolean refusesImpl(final Path place, final long seed) throws Undecided, InterruptedException {
            return fails(place, List.of(), seed);
        }

        private boolean fails(final Path place, final List<Path> first, final long seed) throws Undecided, InterruptedException {
            try {
                return JcstressRun.quick(place.resolve("run"), first, Configuration.TWO, s -> {})
                        .inTurn(seed)
                        .run(tests)
                        .stream()
                        .anyMatch(s -> !s.ok());
            } catch (HungRun h) {
                return true;
            }
        }
    }
}
