// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Records which steps are taken, and does something once when a thread comes to the gate of a step. */
final class AtTheGate implements Probe {
    /** The steps whose gates were reached, and those that were taken, in their order. */
    final List<Step> gates = new ArrayList<>();
    final List<Step> taken = new ArrayList<>();
    private Step where;
    private Executable what;

    /** Sets what is done once, at the gate of this step. */
    void then(final Step step, final Executable something) {
        where = step;
        what = something;
    }

    /** Whether it has been done. */
    boolean isDone() {
        return what == null;
    }

    @Override
    public void gate(final Step next, final Object subject) {
        gates.add(next);
        if (next == where && what != null) {
            final Executable now = what;
            what = null;
            try {
                now.execute();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable t) {
                throw new IllegalStateException(t);
            }
        }
    }

    @Override
    public void record(final Step step, final Object subject) {
        taken.add(step);
    }
}
