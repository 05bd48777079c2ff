// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs a main class in a JVM that ends with its parent, even if the parent was killed and could not end its children.
 */
public final class Tied {
    private static final int PARENT_IS_GONE = 3;

    private Tied() {}

    /** The words of a command line that stand in the place of the name of a main class. */
    public static List<String> to(final String main) {
        return List.of(Tied.class.getName(), Long.toString(ProcessHandle.current().pid()), main);
    }

    /** @param args the number of the parent, the name of the main class, and its arguments */
    public static void main(final String[] args) throws Throwable {
        ProcessHandle.of(Long.parseLong(args[0]))
                .map(ProcessHandle::onExit)
                .orElse(CompletableFuture.completedFuture(null))
                .thenRun(() -> Runtime.getRuntime().halt(PARENT_IS_GONE));
        final Method main = Class.forName(args[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
