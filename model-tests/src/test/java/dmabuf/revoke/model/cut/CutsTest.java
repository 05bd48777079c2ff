// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.model.mutant.ImplCompiler;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pieces of a class that can be left out are found, and the remaining text is as it should be. */
class CutsTest {
    private static final String ALL_KINDS =
            """
            import java.util.concurrent.atomic.AtomicBoolean;
            import java.util.concurrent.atomic.AtomicInteger;
            import java.util.concurrent.locks.Condition;
            import java.util.concurrent.locks.ReentrantLock;

            class Turnstile {
                private volatile int open = 1;
                private final ReentrantLock lock = new ReentrantLock();
                private final Condition changed = lock.newCondition();
                private final AtomicBoolean taken = new AtomicBoolean();
                private final AtomicInteger count = new AtomicInteger();

                private static void must(final boolean condition) {
                    if (!condition) {
                        throw new IllegalStateException();
                    }
                }

                void enter() throws InterruptedException {
                    must(taken.compareAndSet(false, true));
                    lock.lockInterruptibly();
                    try {
                        while (open == 0) {
                            changed.await();
                        }
                        if (count.incrementAndGet() == 1) {
                            open = 0;
                        }
                    } finally {
                        lock.unlock();
                    }
                }

                int leave(final Runnable first) {
                    try {
                        first.run();
                    } catch (IllegalStateException e) {
                        return -1;
                    }
                    synchronized (this) {
                        count.set(0);
                    }
                    assert count.get() == 0;
                    later(() -> changed.signalAll());
                    later(this::notifyAll);
                    return count.get() == 0 ? 0 : 1;
                }

                private static void later(final Runnable r) {
                    try {
                        r.run();
                    } finally {
                        Thread.yield();
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private Map<String, String> cuts(final String source) throws Exception {
        Files.writeString(folder.resolve("Turnstile.java"), source);
        return Cuts.in(folder).stream().collect(Collectors.toMap(Cut::name, Cut::changed));
    }

    /** @param from pairs: a text of the file without the cut, and its replacement */
    private static void leaves(final Map<String, String> cuts, final String name, final String... from) {
        String expected = ALL_KINDS;
        for (int n = 0; n < from.length; n += 2) {
            assertTrue(expected.contains(from[n]), from[n]);
            expected = expected.replace(from[n], from[n + 1]);
        }
        assertTrue(cuts.containsKey(name), () -> name + " is not among " + cuts.keySet());
        assertEquals(expected, cuts.remove(name), name);
    }

    @Test
    void eachKindIsFoundOnceAndNothingElse() throws Exception {
        final Map<String, String> c = new java.util.TreeMap<>(cuts(ALL_KINDS));
        leaves(c, "Turnstile volatile: open", "private volatile int", "private  int");
        leaves(c, "Turnstile.must guard: !condition", "if (!condition)", "if (false && ((!condition)))");
        leaves(c, "Turnstile.enter guard: must(taken.compareAndSet(false, true))",
                "must(taken.compareAndSet(false, true));", "if (taken.compareAndSet(false, true)) { }");
        leaves(c, "Turnstile.enter compare: taken.compareAndSet(false, true)",
                "must(taken.compareAndSet(false, true));", "must((taken.getAndSet(true) | true));");
        leaves(c, "Turnstile.enter atomic: taken.compareAndSet(false, true)",
                "must(taken.compareAndSet(false, true));", "must((taken.get() == false && (taken.getAndSet(true) | true)));");
        leaves(c, "Turnstile.enter lock: lock.lockInterruptibly()", "lock.lockInterruptibly();", ";", "lock.unlock();", ";");
        leaves(c, "Turnstile.enter unlock: lock.unlock()", "lock.unlock();", ";");
        leaves(c, "Turnstile.enter retest: open == 0", "while (open", "if (open");
        leaves(c, "Turnstile.enter wait: changed.await()", "changed.await();", ";");
        leaves(c, "Turnstile.enter condition: count.incrementAndGet() == 1",
                "if (count.incrementAndGet() == 1)", "if (true || ((count.incrementAndGet() == 1)))");
        leaves(c, "Turnstile.enter update: count.incrementAndGet()", "count.incrementAndGet()", "count.get()");
        leaves(c, "Turnstile.enter update: open = 0", "open = 0;", ";");
        leaves(c, "Turnstile.leave catch: IllegalStateException e",
                "    try {\n            first", "    {\n            first",
                " catch (IllegalStateException e) {\n            return -1;\n        }", " ");
        leaves(c, "Turnstile.leave lock: synchronized (this)", "synchronized (this) {", "{");
        leaves(c, "Turnstile.leave update: count.set(0)", "count.set(0);", ";");
        leaves(c, "Turnstile.leave guard: assert count.get() == 0", "assert count.get() == 0;", ";");
        leaves(c, "Turnstile.leave wake: changed.signalAll()", "() -> changed.signalAll()", "() -> { }");
        leaves(c, "Turnstile.leave wake: this::notifyAll", "this::notifyAll", "() -> { }");
        leaves(c, "Turnstile.leave never: count.get() == 0", "return count.get() == 0 ?", "return (false && (count.get() == 0)) ?");
        leaves(c, "Turnstile.leave always: count.get() == 0", "return count.get() == 0 ?", "return (true || (count.get() == 0)) ?");
        leaves(c, "Turnstile.later finally: { Thread.yield(); }",
                "    try {\n            r.run", "    {\n            r.run", " finally {\n            Thread.yield();\n        }", "");
        assertEquals(Set.of(), c.keySet());
    }

    @Test
    void theSamePieceOnceMoreHasANumber() throws Exception {
        final String twice = ALL_KINDS.replace("open = 0;", "open = 0;\n                open = 0;");
        final Map<String, String> c = cuts(twice);
        assertEquals(twice.replaceFirst("open = 0;", ";"), c.get("Turnstile.enter update: open = 0"));
        assertEquals(twice.replaceFirst("(?s)(.*)open = 0;", "$1;"), c.get("Turnstile.enter update: open = 0 (2)"));
    }

    @Test
    void sourcesThatAreNoJavaAreRefused() {
        final Undecided u = assertThrows(Undecided.class, () -> cuts("class Turnstile { int x = nothing; }"));
        assertTrue(u.getMessage().startsWith("impl does not compile"), u.getMessage());
        assertThrows(Undecided.class, () -> Cuts.in(Files.createDirectories(folder.resolve("empty"))));
    }

    /** Each listed survivor exists, no two cuts have the same name, and each changes the file. */
    @Test
    void thoseOfImpl() throws Exception {
        final List<Cut> all = Cuts.of(Tools.home());
        assertTrue(all.size() > 300, all.size() + " cuts");
        assertEquals(all.size(), new HashSet<>(all.stream().map(Cut::name).toList()).size());
        assertEquals(List.of(), all.stream().filter(c -> c.changed().equals(c.file().text())).map(Cut::name).toList());
        assertEquals(Set.of(Cut.Kind.values()), all.stream().map(Cut::kind).collect(Collectors.toSet()));
        final Set<String> names = all.stream().map(Cut::name).collect(Collectors.toSet());
        assertEquals(List.of(), Reasons.load(Tools.home()).names().stream().filter(n -> !names.contains(n)).toList());
    }

    @Test
    void oneThatIsNoJavaIsSaidToBe() throws Exception {
        final Path file = Files.writeString(folder.resolve("Wrong.java"), "class Wrong { int x = nothing; }");
        final Undecided u = assertThrows(
                ImplCompiler.DoesNotCompile.class, () -> ImplCompiler.compile("it", List.of(file), folder.resolve("classes")));
        assertTrue(u.getMessage().startsWith("it does not compile: "), u.getMessage());
    }
}
