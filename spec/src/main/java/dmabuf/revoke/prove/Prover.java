// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tla2sany.semantic.ModuleNode;

/** Proves the claims of a design: it turns the parsed modules into formulas, and has a solver decide all conditions. */
public final class Prover {
    /** The module that defines what is proved, and of which designs. */
    static final String MODULE = "Proof";

    private static final String SCENE = "scenes/proof.cfg";
    private static final int LANES = 2;

    private final SpecText spec;
    private final ModuleNode module;

    public Prover(final SpecText spec) throws Undecided {
        this.spec = spec;
        this.module = ParsedSpec.parse(spec, MODULE);
    }

    /**
     * The designs that the invariant is about.
     *
     * <p>The invariant can be checked for a bug of one of these designs too; it must then be refuted.
     */
    public List<String> designs() throws Undecided {
        return names("Proven");
    }

    /** The members of a constant set of names in Proof.tla. */
    private List<String> names(final String set) throws Undecided {
        final Evaluator ev = new Evaluator(setting("Reference", false));
        final Val names = ev.evaluate(ev.setting().named(set).getBody(), Env.NONE, null, null, Path.START);
        return ((Value.Members) Val.constant(names)).members().stream().map(Value::text).toList();
    }

    /** The values of the constants for a proof about any number of importers, threads and programs. */
    private Setting setting(final String design, final boolean returns) throws Undecided {
        return new Setting(module, spec.file(SCENE) + "\n  Explored = {\"" + design + "\"}\n  Returns = "
                + (returns ? "TRUE" : "FALSE") + "\n");
    }

    /**
     * Init and Next of a design.
     *
     * @param returns whether calls return in a step of their own
     */
    Protocol protocol(final String design, final boolean returns) throws Undecided {
        return new Protocol(setting(design, returns));
    }

    /** The same with the constants of a scene, except for the sizes of the unbounded sets. */
    Protocol protocol(final String design, final String scene) throws Undecided {
        return new Protocol(new Setting(module, scene + "\n  Explored = {\"" + design + "\"}\n"));
    }

    /** Writes each condition as SMT-LIB text, one file for each goal. */
    public void write(final String design, final boolean returns, final java.nio.file.Path folder) throws Undecided {
        final Protocol protocol = protocol(design, returns);
        final Conditions conditions = new Conditions(protocol);
        Texts.write(new Proof(conditions.invariant(), null), all(design, protocol, conditions),
                folder.resolve(design + (returns ? "-returns" : "")));
    }

    /** Builds and decides all conditions; {@code told} receives the result of each one. */
    public Verdict prove(
            final String design, final boolean returns, final Solver solver, final Consumer<Verdict.Line> told)
            throws Undecided, InterruptedException {
        final Protocol protocol = protocol(design, returns);
        final Conditions conditions = new Conditions(protocol);
        return decide(design, returns, protocol, conditions.invariant(), all(design, protocol, conditions), solver, told);
    }

    private List<Condition> all(final String design, final Protocol protocol, final Conditions conditions) throws Undecided {
        final List<Condition> all = new ArrayList<>(conditions.all());
        if (names("SeenAlone").contains(design)) {
            all.addAll(new Projection(protocol).all());
        }
        return all;
    }

    /**
     * The first goal that is refuted, except for claims that the design itself breaks, as in {@code Map(i): S1}; empty if there
     * is none.
     *
     * @param of the design that the bug changes
     */
    public String first(final String bug, final String of, final Manifest manifest, final Solver solver)
            throws Undecided, InterruptedException {
        final Conditions conditions = new Conditions(protocol(bug, false));
        final Proof proof = new Proof(conditions.invariant(), solver);
        for (final Condition c : conditions.all()) {
            for (final Proof.Result r : proof.decide(c)) {
                final boolean known = r.goal().kind() == Condition.Kind.CLAIM && manifest.broken(of).contains(r.goal().name());
                if (r.answer() == Proof.Answer.REFUTED && !known) {
                    return c.name() + ": " + r.goal().name();
                }
            }
        }
        return "";
    }

    Verdict decide(
            final String design, final boolean returns, final Protocol protocol, final Map<String, Term> invariant,
            final List<Condition> all, final Solver solver, final Consumer<Verdict.Line> told)
            throws Undecided, InterruptedException {
        final Proof proof = new Proof(invariant, solver);
        final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            final List<Future<List<Proof.Result>>> running = new ArrayList<>();
            final List<Future<Proof.Answer>> met = new ArrayList<>();
            for (final Condition c : all) {
                running.add(lanes.submit(() -> proof.decide(c)));
                met.add(lanes.submit(() -> proof.met(c)));
            }
            final List<Verdict.Line> lines = new ArrayList<>();
            for (int n = 0; n < all.size(); n++) {
                final Verdict.Line line = line(all.get(n), running.get(n).get(), met.get(n).get(), protocol, proof);
                told.accept(line);
                lines.add(line);
            }
            return new Verdict(design, returns, invariant.size(), lines);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Undecided u) {
                throw u;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private static Verdict.Line line(
            final Condition c, final List<Proof.Result> results, final Proof.Answer met, final Protocol protocol,
            final Proof proof)
            throws Undecided, InterruptedException {
        final List<Verdict.Against> against = new ArrayList<>();
        int proved = 0;
        for (final Proof.Result r : results) {
            if (r.answer() == Proof.Answer.PROVED) {
                proved++;
            } else {
                final Refutation state =
                        r.answer() == Proof.Answer.REFUTED ? Refutation.of(protocol, proof, r) : null;
                against.add(new Verdict.Against(
                        r.goal().name(), r.goal().kind() == Condition.Kind.CLAIM, r.answer() == Proof.Answer.UNKNOWN,
                        state == null ? List.of() : StateText.of(protocol, state)));
            }
        }
        return new Verdict.Line(c.name(), proved, against, met == Proof.Answer.PROVED);
    }
}
