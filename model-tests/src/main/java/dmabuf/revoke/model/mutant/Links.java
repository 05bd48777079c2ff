// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks whether the rest of impl still links to a mutant's classes. The rest is not recompiled: if the mutant changed a
 * signature or a constant, a technique would fail because of that, or not see the change, and would not meet the fault itself.
 */
final class Links {
    private Links() {}

    /** Checks all classes in a folder, as a loader loads them. */
    static void fit(final String mutant, final Path classes, final ClassLoader loader) throws Undecided {
        try (Stream<Path> files = Files.walk(classes)) {
            final List<String> names = files.filter(f -> f.toString().endsWith(".class"))
                    .map(f -> classes.relativize(f).toString().replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
                    .toList();
            for (final String n : names) {
                fit(mutant, n, loader);
            }
        } catch (IOException e) {
            throw new Undecided("cannot look at the classes of " + mutant, e);
        } catch (ReflectiveOperationException e) {
            throw new Undecided("cannot look at the classes of " + mutant + ": " + e);
        }
    }

    private static void fit(final String mutant, final String name, final ClassLoader loader)
            throws Undecided, ReflectiveOperationException {
        final Class<?> was;
        try {
            was = Class.forName(name, false, Links.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return; // A new class: no other class links to it.
        }
        final TreeSet<String> missing = links(was);
        // Other classes can link to an inherited member as well as to a declared one.
        for (Class<?> c = Class.forName(name, false, loader); c != null; c = c.getSuperclass()) {
            missing.removeAll(links(c));
        }
        if (!missing.isEmpty()) {
            throw new Undecided(mutant + ".patch changes what other classes of impl link to, which are not compiled again: "
                    + missing.first() + " of " + name + "; change what it does, and leave its signatures and constants as they are");
        }
    }

    /** The members of a class to which others may link, with the values of constants. */
    private static TreeSet<String> links(final Class<?> c) throws ReflectiveOperationException {
        final TreeSet<String> links = new TreeSet<>();
        for (final Method m : c.getDeclaredMethods()) {
            add(links, m, m.getReturnType(), m.getName() + parameters(m));
        }
        for (final Constructor<?> m : c.getDeclaredConstructors()) {
            add(links, m, c, "new" + parameters(m));
        }
        for (final Field f : c.getDeclaredFields()) {
            add(links, f, f.getType(), f.getName() + (isConstant(f) ? " = " + f.get(null) : ""));
        }
        return links;
    }

    private static String parameters(final Executable e) {
        return Arrays.stream(e.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", ", "(", ")"));
    }

    private static void add(final TreeSet<String> links, final Member m, final Class<?> type, final String text) {
        if (!Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic()) {
            links.add((Modifier.isStatic(m.getModifiers()) ? "static " : "") + type.getName() + " " + text);
        }
    }

    private static boolean isConstant(final Field f) {
        return f.getDeclaringClass().getPackageName().startsWith("dmabuf.")
                && Modifier.isStatic(f.getModifiers())
                && Modifier.isFinal(f.getModifiers())
                && !Modifier.isPrivate(f.getModifiers())
                && (f.getType().isPrimitive() || f.getType() == String.class)
                && ((AccessibleObject) f).trySetAccessible();
    }
}
