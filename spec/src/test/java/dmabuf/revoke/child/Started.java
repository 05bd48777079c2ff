// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.child;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * A {@link Child} that runs beside the test that has started it. It ends at its limit, and so does whatever waits for it here;
 * closing it kills it, with all that it has started.
 */
public final class Started implements AutoCloseable {
    private static final String TELLS_ITS_NUMBER = "echo $$ >\"$0.part\" && mv \"$0.part\" \"$0\" && exec \"$@\"";

    private final FutureTask<Integer> run;
    private final Thread thread;
    private final Path number;

    private Started(final Child child, final Path number) {
        this.run = new FutureTask<>(child::run);
        this.number = number;
        thread = new Thread(run, "waits for a child");
        thread.start();
    }

    /**
     * Starts a program.
     *
     * @param folder exists already
     * @param child supplies the log and the limit
     */
    public static Started of(final Path folder, final List<String> program, final Function<List<String>, Child> child) throws Exception {
        final Path number = Files.createTempDirectory(folder, "started").resolve("pid");
        final List<String> command = new ArrayList<>(List.of("sh", "-c", TELLS_ITS_NUMBER, number.toString()));
        command.addAll(program);
        return new Started(child.apply(command), number);
    }

    public boolean isRunning() {
        return !run.isDone();
    }

    /** Waits until a condition holds; fails if the program ends before. */
    public void until(final Callable<Boolean> so) throws Exception {
        while (!so.call()) {
            // A program that has ended may have made the condition true just before.
            assertTrue(!run.isDone() || so.call(), () -> "the program has ended: " + end());
            Thread.sleep(1);
        }
    }

    /** Sends it SIGTERM. */
    public void terminate() throws Exception {
        signal("TERM");
    }

    /** Sends it a signal, by its name without SIG. */
    public void signal(final String name) throws Exception {
        until(() -> Files.exists(number));
        new Child(List.of("kill", "-" + name, Files.readString(number).strip()), number.resolveSibling("kill.log"), Limit.minutes(1)).run();
    }

    /** Waits for its end. {@return its exit code} */
    public int code() throws Exception {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception why ? why : e;
        }
    }

    private String end() {
        try {
            return "its exit code is " + code();
        } catch (Exception e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        run.cancel(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
