// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tools that one could use instead of this project: the suites of {@code model-tests/peers} that are built. */
public final class PeerSuites implements Suites {
    /**
     * A suite and the file that it needs.
     *
     * @param scheduled whether it runs one thread at a time, and so needs one core
     */
    private record Peer(String suite, String needs, boolean scheduled) {}

    private static final List<Peer> PEERS = List.of(
            new Peer("threads", "test-classes", false), new Peer("lincheck", "test-classes", true),
            new Peer("jcstress", "test-classes", false), new Peer("fray", "fray/java", true));

    /** What a suite finds later does not count. */
    private static final Limit LIMIT = Limit.seconds((long) MatrixRun.LONGEST);

    @Override
    public List<Suite> all(final Graphs graphs) {
        final Path folder = Tools.home().resolve("model-tests/peers");
        return PEERS.stream()
                .filter(p -> Files.exists(folder.resolve("target").resolve(p.needs())))
                .<Suite>map(p -> new Program(folder.resolve("run"), p.suite(), !p.scheduled()))
                .toList();
    }

    @Override
    public boolean own() {
        return false;
    }

    /** A suite that runs in its own JVM and takes its random numbers from the clock. */
    private record Program(Path program, String suite, boolean alone) implements Suite {
        private static final int NOTHING = 0;
        private static final int FOUND = 1;
        private static final int HANGS = 3;

        @Override
        public String name() {
            return "peer-" + suite;
        }

        @Override
        public boolean catches(final Mutant mutant, final Path place, final long seed) throws Undecided, InterruptedException {
            return fails(place, List.of(program.toString(), suite, mutant.build(place.resolve("mutant")).toString()));
        }

        @Override
        public boolean refusesImpl(final Path place, final long seed) throws Undecided, InterruptedException {
            return fails(place, List.of(program.toString(), suite));
        }

        private boolean fails(final Path place, final List<String> command) throws Undecided, InterruptedException {
            final Path log = place.resolve("peer.log");
            try {
                final int code = new Child(command, log, LIMIT).run();
                return switch (code) {
                    case NOTHING -> false;
                    case FOUND, HANGS -> true;
                    default -> throw new Undecided(name() + " ended with " + code + ": " + String.join(" ", Child.lastLines(log)));
                };
            } catch (HungChild h) {
                return false;
            } catch (IOException e) {
                throw new Undecided("cannot run " + program, e);
            }
        }
    }
}
