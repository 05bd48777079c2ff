// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.verify;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Nightly;
import dmabuf.revoke.check.ResultText;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.mutate.SpecMutants;
import dmabuf.revoke.report.Report;
import dmabuf.revoke.service.Part;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Place;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A complete verification: the spec, the satellites, and each part that checks something against the spec, two jobs at a
 * time; and the report on it.
 *
 * <p>Results of earlier runs are reused if nothing that they depend on has changed, and are marked in the report.
 */
public final class VerifyRun {
    /** The size of the sample of mutants of the spec, if not all of them are decided. */
    private static final int SAMPLE = 10;

    private final Tools tools;
    private final Settings settings;
    private final Place place;
    private final Jobs jobs;
    private final List<String> groups = new ArrayList<>(Report.SPEC_GROUPS);

    public VerifyRun(final Tools tools, final Settings settings) {
        this(tools, settings, null);
    }

    /** @param place where TLC's workers find their server; null if TLC is one process */
    public VerifyRun(final Tools tools, final Settings settings, final Place place) {
        this.tools = tools;
        this.settings = settings;
        this.place = place;
        this.jobs = new Jobs(tools.shop(), Tools::progress);
    }

    /** Runs everything. */
    public Report run() throws Undecided, InterruptedException {
        final long start = System.nanoTime();
        Tools.progress("seed " + settings.seed() + " of what is random");
        final Kept kept = tools.shop().kept();
        kept.sweep();
        final String key = key().hex();
        final Verification verification = new Verification(tools.shop(), expected());
        final Optional<Verification.Result> earlier = kept.find(key).map(ResultText::read);
        if (earlier.isEmpty()) {
            verification.add(jobs);
        }
        addOthers();
        final List<Check> others = new ArrayList<>(jobs.run());
        final List<Check> failed = others.stream().filter(c -> c.group().equals(Jobs.RUN)).toList();
        others.removeAll(failed);
        final Verification.Result result = earlier.isPresent() ? earlier.get() : verification.result(failed);
        if (earlier.isEmpty()) {
            keep(key, result);
        }
        final List<Check> checks = new ArrayList<>(result.checks());
        checks.addAll(others);
        return new Report(
                tools.manifest(), SatelliteTable.load(tools.spec()), result, checks, groups,
                (System.nanoTime() - start) / 1e9);
    }

    /** Adds the jobs that do not explore the designs for the matrix. */
    private void addOthers() throws Undecided {
        OracleJob.add(jobs, tools);
        tools.satellites().add(jobs);
        mutants();
        if (settings.full()) {
            new Nightly(tools.shop(), tools.manifest(), Tools.target().resolve("tlc"), Tools::progress, place).add(jobs);
        }
        for (final Part part : ServiceLoader.load(Part.class)) {
            groups.addAll(part.groups());
            part.add(jobs, tools, settings);
        }
    }

    /** {@return all jobs except those that explore the designs for the matrix; these share one key, that of {@link #key}} */
    public List<Jobs.Job> others() throws Undecided {
        addOthers();
        return jobs.all();
    }

    private Manifest expected() throws Undecided {
        return settings.full() ? tools.manifest() : tools.manifest().daily();
    }

    /** Keeps the result if all of it is as expected and nothing that it depends on has changed since this run began. */
    void keep(final String key, final Verification.Result result) throws Undecided {
        if (!result.checks().stream().allMatch(Check::ok)) {
            return;
        }
        tools.shop().forget();
        if (key.equals(key().hex())) {
            tools.shop().kept().keep(key, ResultText.of(result));
        } else {
            Tools.progress("what the spec is verified with was changed meanwhile: the result is not kept");
        }
    }

    /** The key of all that the verification of the spec depends on. */
    public Digest key() throws Undecided {
        return new Digest()
                .text("what", "verification of the spec")
                .text("full", Boolean.toString(settings.full()))
                .text("spec", tools.spec().digestOfAll())
                .text("tlc", tools.shop().digestOfTlc())
                .classes(VerifyRun.class, "dmabuf.revoke");
    }

    /** The key of all that the mutants of the spec depend on, including the sample. */
    Digest keyOfMutants() throws Undecided {
        return new Digest()
                .text("what", SpecMutants.GROUP)
                .text("which", settings.full() ? "all" : SAMPLE + " seed " + settings.seed())
                .text("after", key().hex());
    }

    private void mutants() {
        jobs.add(Jobs.Job.of(SpecMutants.GROUP, SpecMutants.GROUP, settings.full() ? 480 : 30, () -> {
                    final SpecMutants mutants = new SpecMutants(tools.spec(), Tools.target().resolve("tlc"), Tools::progress);
                    return settings.full() ? mutants.all() : mutants.sample(SAMPLE, settings.seed());
                })
                .keyed(this::keyOfMutants)
                .again("./revoke mutate " + (settings.full() ? "--all" : "--sample " + SAMPLE + " --seed " + settings.seed())));
    }
}
