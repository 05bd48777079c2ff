// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.service.FileExplainer;
import dmabuf.revoke.service.FileRepeater;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Plan;
import dmabuf.revoke.stress.litmus.BadLitmus;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.LitmusReport;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Repeats the failure of a campaign: the failed unit gets its turn again, with the same seed and duration. */
public final class FailureRepeater implements FileRepeater, FileExplainer {
    private final List<Path> first;

    /** Repeats on impl. */
    public FailureRepeater() {
        this(List.of());
    }

    /** @param first on the class path: a mutant's classes */
    FailureRepeater(final List<Path> first) {
        this.first = first;
    }

    @Override
    public boolean repeats(final Path file) {
        return FailureFile.is(file);
    }

    @Override
    public boolean explains(final Path file) {
        return FailureFile.is(file);
    }

    @Override
    public int repeat(final Path file, final Tools tools) throws Undecided, InterruptedException {
        final FailureFile f = FailureFile.read(file);
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("campaign"), "replay")) {
            final List<Outcomes> tests = f.litmus().isEmpty() ? List.of() : List.of(outcomes(f, work.path()));
            final int cores = Runtime.getRuntime().availableProcessors();
            final Plan plan = Engines.plans(List.of(f.unit().technique()), f.unit().test(), tests, cores, first).stream()
                    .filter(p -> p.unit().equals(f.unit()))
                    .findFirst()
                    .orElseThrow(() -> new Undecided(file + ": there is no unit " + f.unit()));
            if (!plan.lacking().isEmpty()) {
                throw new Undecided(f.unit() + " cannot run here: " + plan.lacking());
            }
            final Path place = Files.createDirectories(work.path().resolve("turn"));
            final Found found =
                    plan.engine().run(f.unit(), new Engine.Slice(f.turn(), Math.max(1, f.seconds()), f.seed(), place));
            work.forget();
            found.failures().forEach(x -> System.out.println("DISAGREES: " + x.signature() + ": " + x.what()));
            if (found.failures().isEmpty()) {
                System.out.printf("agrees: %,d samples of %s%n", found.samples(), f.unit());
            }
            return found.failures().isEmpty() ? Subcommand.AS_EXPECTED : Subcommand.DIFFERS;
        } catch (IOException e) {
            throw new Undecided("no folder in " + Tools.target(), e);
        }
    }

    private static Outcomes outcomes(final FailureFile f, final Path work) throws Undecided, InterruptedException, IOException {
        final Path file = work.resolve(f.unit().test() + Litmus.SUFFIX);
        Files.writeString(file, f.litmus());
        try {
            return Outcomes.of(new LitmusGraphs(), List.of(Litmus.read(file))).get(0);
        } catch (BadLitmus e) {
            throw new Undecided(e.getMessage());
        }
    }

    @Override
    public String explain(final Path file, final Tools tools) throws Undecided, InterruptedException {
        final FailureFile f = FailureFile.read(file);
        final String head = f.unit() + ", seed " + f.seed() + "\n" + f.what() + "\n";
        if (f.litmus().isEmpty()) {
            return head;
        }
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("campaign"), "explain")) {
            work.forget();
            return head + "\n" + LitmusReport.text(outcomes(f, work.path()));
        } catch (IOException e) {
            throw new Undecided("no folder in " + Tools.target(), e);
        }
    }
}
