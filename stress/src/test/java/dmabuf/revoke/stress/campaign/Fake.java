// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An engine that takes no time, and records which turns it began: the test is about the campaign around it. */
final class Fake implements Engine {
    /** Shows only allowed outcomes. */
    static final String GOOD = "good";

    /** Shows a forbidden outcome in each turn. */
    static final String BAD = "bad";

    /** Shows nothing at all. */
    static final String SILENT = "silent";

    private final Path begun;

    /** @param begun the file for the record; null for none */
    Fake(final Path begun) {
        this.begun = begun;
    }

    /** Units of one kind, by name. */
    static List<Plan> plans(final Path begun, final String... units) {
        final List<Plan> plans = new ArrayList<>();
        final SortedMap<String, Boolean> outcomes = new TreeMap<>(Map.of("OK", true, "ENODEV", false));
        for (final String u : units) {
            plans.add(new Plan(new Unit("fake", u, "c"), 1, "", outcomes, new Fake(begun)));
        }
        return plans;
    }

    static Identity identity(final String spec, final String code) {
        return new Identity(spec.repeat(16), code.repeat(16), "commit-" + spec + code, Map.of("machine", "none"));
    }

    @Override
    public Found run(final Unit unit, final Slice slice) {
        if (begun != null) {
            try {
                Files.writeString(begun, unit + " " + slice.number() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        final boolean last = slice.number() >= 2 && begun == null;
        if (unit.test().equals(Unit.WHOLE)) {
            return new Found(1, Map.of("driver map with exporter revoke", 7L, "driver map with exporter close", 0L), List.of(), last);
        }
        if (unit.test().startsWith(SILENT)) {
            return new Found(0, Map.of(), List.of(), last);
        }
        final Found.Failure failure = new Found.Failure(
                "fake " + unit.test().split("-")[0] + ": EIO", "EIO came in turn " + slice.number(), "what " + unit + " did\n");
        return unit.test().startsWith(BAD)
                ? new Found(2, Map.of("OK", 1L, "EIO", 1L), List.of(failure), last)
                : new Found(3, Map.of("OK", 3L), List.of(), last);
    }
}
