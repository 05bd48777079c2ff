// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import dmabuf.revoke.model.schedule.Guarantees;
import dmabuf.revoke.stress.litmus.Call;
import dmabuf.revoke.stress.litmus.Litmus;
import dmabuf.revoke.stress.litmus.LitmusGraphs;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** A JVM for Lincheck, which rewrites the classes of impl and decides at each memory access which thread runs. */
final class ScheduledRun {
    private ScheduledRun() {}

    /** @param args the number of schedules for each test; the file for the results; the litmus files */
    public static void main(final String[] args) throws Exception {
        final int many = Integer.parseInt(args[0]);
        final LitmusGraphs graphs = new LitmusGraphs();
        final List<Schedule> results = new ArrayList<>();
        for (int n = 2; n < args.length; n++) {
            final Litmus litmus = Litmus.read(Path.of(args[n]));
            results.add(run(Outcomes.of(graphs.of(litmus), litmus), many));
        }
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(args[1])))) {
            out.writeObject(results.toArray(Schedule[]::new));
        }
        System.exit(0);
    }

    private static Schedule run(final Outcomes test, final int many) throws NoSuchMethodException {
        final Litmus litmus = test.litmus();
        final Method call = Columns.class.getMethod("call", String.class);
        final Set<String> allowed = test.all().stream().map(Outcomes.Outcome::toString).collect(Collectors.toSet());
        Columns.design = test.design();
        Columns.kinds = test.kinds();
        Table.begin(allowed, litmus.start().stream().map(Litmus.Start::result).toList());
        final ModelCheckingOptions options = Guarantees.ofImpl(new ModelCheckingOptions(), Bound.class)
                .iterations(0)
                .invocationsPerIteration(many)
                .minimizeFailedScenario(false)
                .verifier(Table.class)
                .addCustomScenario(new ExecutionScenario(
                        actors(call, litmus.start().stream().map(Litmus.Start::call).toList()),
                        litmus.columns().stream().map(c -> actors(call, c)).toList(),
                        actors(call, litmus.last()),
                        null));
        try {
            options.check(Columns.class);
            return Schedule.of(test, "");
        } catch (LincheckAssertionError e) {
            final String what = Table.forbidden() == null
                    ? "nobody goes on, or an error"
                    : "FORBIDDEN " + Table.forbidden();
            return Schedule.of(test, what + "\n" + e.getMessage());
        }
    }

    private static List<Actor> actors(final Method call, final List<Call> calls) {
        return calls.stream().map(c -> new Actor(call, List.of(Columns.words(c)))).toList();
    }
}
