// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the exporter, step by step, that replaces the one that the knobs determine: {@code lock set broadcast unlock
 * fences put unmaps rearm}. Steps.tla has the names of the steps. A close follows the program of revoke.
 *
 * @param operator of Steps.tla that it replaces
 */
record ProgramChange(String operator, List<String> steps) {
    static ProgramChange ofRevoke(final SpecText spec, final String typed) throws Undecided {
        return of(spec, "RevokeSteps", typed);
    }

    static ProgramChange ofRestore(final SpecText spec, final String typed) throws Undecided {
        return of(spec, "RestoreSteps", typed);
    }

    private static ProgramChange of(final SpecText spec, final String operator, final String typed) throws Undecided {
        final List<String> known = new ArrayList<>();
        for (final Value step : Constants.none().members(ParsedSpec.parse(spec, "Steps").getOpDef("StepNames").getBody())) {
            known.add(((Value.Str) step).value());
        }
        final List<String> steps = new ArrayList<>();
        for (final String word : Names.words(typed)) {
            steps.add(Names.find("step of a program", word, known));
        }
        return new ProgramChange(operator, steps);
    }

    /**
     * Checks that each broadcast holds the reservation lock. {@return this program} Without the lock {@code todo} would be empty,
     * and the broadcast would call nobody; the kernel asserts that the lock is held.
     */
    ProgramChange locked() throws Undecided {
        boolean held = false;
        for (final String s : steps) {
            held = s.equals("lock") || held && !s.equals("unlock");
            if (s.equals("broadcast") && !held) {
                throw new Undecided("a broadcast without the reservation lock: dma_buf_invalidate_mappings asserts that it is held;"
                        + " put lock before broadcast");
            }
        }
        return this;
    }

    String name() {
        return String.join("-", steps);
    }

    /** What the main module must add, so that the designs use this program. */
    String definitions() {
        return "MadeUp" + operator + "(d) == <<\"" + String.join("\", \"", steps) + "\">>\n";
    }

    /** The line of the configuration that these definitions need. */
    String constants() {
        return "CONSTANT " + operator + " <- MadeUp" + operator + "\n";
    }
}
