// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Mutex;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** The code that Lincheck may ignore because it concerns one thread only: a switch of threads inside it changes nothing. */
public final class Guarantees {
    private static final String[] CLASSES = {"dmabuf.revoke.impl.Lockdep", MisuseException.class.getName()};

    /**
     * A walk over the table of a map has 16 iterations. After ten, Lincheck would take it for a thread that waits for another. In
     * the start state, where there is no other thread, it would try one schedule and then report that there are no more.
     */
    private static final int TURNS_BEFORE_A_SWITCH = 20;

    /** A waiting thread may wake spuriously, and then checks its condition some hundred times before it sleeps again. */
    private static final int TURNS_OF_WHO_HANGS = 1000;

    private Guarantees() {}

    /**
     * Adds the guarantees of impl: lockdep keeps a record for each thread, and only the thread itself changes whether it holds a
     * lock.
     *
     * @param more classes of a technique to which the same applies, or in which only one thread runs at a time
     */
    public static ModelCheckingOptions ofImpl(final ModelCheckingOptions options, final Class<?>... more) {
        final String[] names = Arrays.stream(more).map(Class::getName).toArray(String[]::new);
        return options
                .loopIterationsBeforeThreadSwitch(TURNS_BEFORE_A_SWITCH)
                .loopBound(TURNS_OF_WHO_HANGS)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(CLASSES).allMethods().ignore())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(Mutex.class.getName()).methods("isHeld").ignore())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(names).allMethods().ignore());
    }
}
