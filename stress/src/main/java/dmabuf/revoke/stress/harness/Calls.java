// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;

/**
 * How the harnesses call impl: a call becomes its result as text, as it stands in the table of outcomes.
 *
 * <p>Nobody interrupts the threads of a harness: an interrupt is an error of the harness.
 */
public final class Calls {
    private static final String SKIPPED = "-";

    /** A call with a result. */
    public interface WithResult {
        Errno make() throws InterruptedException;
    }

    /** A call without a result: when it returns all is well. */
    public interface Plain {
        void make() throws InterruptedException;
    }

    private Calls() {}

    public static String result(final WithResult call) {
        try {
            return call.make().name();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public static String done(final Plain call) {
        return result(() -> {
            call.make();
            return Errno.OK;
        });
    }

    /** Of a call that is misuse now, which impl refuses without any effect, the result says that it was skipped. */
    public static String resultOrSkip(final WithResult call) {
        try {
            return result(call);
        } catch (MisuseException e) {
            return SKIPPED;
        }
    }

    /** The same for a call without a result. */
    public static String doneOrSkip(final Plain call) {
        try {
            return done(call);
        } catch (MisuseException e) {
            return SKIPPED;
        }
    }

    /** A call of a start state. */
    public static void must(final String wanted, final String result) {
        if (!result.equals(wanted)) {
            throw new AssertionError("the start state wants " + wanted + ", but the result is " + result);
        }
    }
}
