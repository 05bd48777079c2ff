// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Path;

/**
 * One mutant in this JVM: its classes in their own class loader, and the techniques as loaded by it.
 *
 * <p>A technique that hangs reports that itself. The threads that it leaves behind belong to the loader; {@link #close} interrupts
 * them, so that a mutant that polls takes no core from the next.
 */
public final class Hunt implements AutoCloseable {
    /** jqwik has static state that is shared: only one hunt uses it at a time. */
    private static final Object JQWIK = new Object();

    private final Method named;
    /** The context class loader of every thread that its techniques start. */
    final ClassLoader loader;

    /** @param place a folder for this hunt alone */
    public Hunt(final Mutant mutant, final Path place) throws Undecided, InterruptedException {
        this(mutant.name(), mutant.build(place.resolve("built")), place);
    }

    /**
     * A hunt with given classes.
     *
     * @param classes a folder; if it is empty, then this is a hunt of impl as it is, which nothing may catch
     * @param place a folder for this hunt alone
     */
    public Hunt(final String name, final Path classes, final Path place) throws Undecided {
        loader = new MutantLoader(classes);
        Links.fit(name, classes, loader);
        try {
            loader.loadClass(Failures.class.getName())
                    .getMethod("choose", Path.class, boolean.class, String.class)
                    .invoke(null, place.resolve("failures"), false,
                            classes + File.pathSeparator + System.getProperty("java.class.path"));
            named = loader.loadClass(Techniques.class.getName()).getMethod("named", String.class);
        } catch (ReflectiveOperationException e) {
            throw new Undecided("the techniques cannot be loaded with " + name + ": " + e);
        }
    }

    /** Whether a technique disagrees with the mutant. */
    boolean caught(final String technique, final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        return !verdict(technique, graphs, seed).agrees();
    }

    /** The verdict of a technique on the mutant. */
    public Technique.Verdict verdict(final String technique, final Graphs graphs, final long seed)
            throws Undecided, InterruptedException {
        final Technique t;
        try {
            t = (Technique) named.invoke(null, technique);
        } catch (ReflectiveOperationException e) {
            throw new Undecided(technique + " cannot be loaded: " + e);
        }
        final Thread here = Thread.currentThread();
        final ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(loader);
        try {
            return technique.equals("properties") ? alone(t, graphs, seed) : t.run(graphs, seed);
        } finally {
            here.setContextClassLoader(before);
        }
    }

    private static Technique.Verdict alone(final Technique t, final Graphs graphs, final long seed)
            throws Undecided, InterruptedException {
        synchronized (JQWIK) {
            return t.run(graphs, seed);
        }
    }

    /**
     * Interrupts all threads that were started by its techniques and have not ended, and those that these start yet: unit tests
     * go on with the next when one is interrupted.
     */
    @Override
    public void close() {
        Interrupter.of(loader);
    }
}
