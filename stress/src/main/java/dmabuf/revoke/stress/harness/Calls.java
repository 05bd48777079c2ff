// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.harness;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;

/**
 * The harnesses call impl through this class: it turns the result of a call into text, as in the table of outcomes.
 *
 * <p>Nobody interrupts the threads of a harness: an interrupt is an error of the harness.
 */
public final class Calls {
    private static final String SKIPPED = "-";

    /** A call with a result. */
    public interface WithResult {
        Errno make() throws InterruptedException;
    }

    /** A call without a result: a normal return is a success. */
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

    /** The result of a call that may be misuse, which impl then refuses without any effect: the text says that it was skipped. */
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

    /** Makes a call of a start state. */
    public static void must(final String wanted, final String result) {
        if (!result.equals(wanted)) {
            throw new AssertionError("the start state wants " + wanted + ", but the result is " + result);
        }
    }
}
