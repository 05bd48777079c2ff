// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Mutex;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** What Lincheck need not look into, because it is of one thread alone: a switch of threads inside it changes nothing. */
public final class Guarantees {
    private static final String[] CLASSES = {"dmabuf.revoke.impl.Lockdep", MisuseException.class.getName()};

    /**
     * A walk over the table of a map has 16 turns. After ten Lincheck takes it for a thread that waits for another, and if it
     * is in the start state, where there is no other, it tries one schedule and then says that there are no more.
     */
    private static final int TURNS_BEFORE_A_SWITCH = 20;

    /** A thread that waits may wake without a reason, and then looks some hundred times before it sleeps again. */
    private static final int TURNS_OF_WHO_HANGS = 1000;

    private Guarantees() {}

    /**
     * Adds those of impl: the lock discipline keeps a record for each thread, and whether a thread holds a lock only that thread changes.
     *
     * @param more classes of a technique, of which the same is true, or which only one thread at a time is in
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
