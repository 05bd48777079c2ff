// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.lang.reflect.Method;

/** Makes the threads of a storm: platform threads or virtual ones. Java 17 has no virtual threads, so reflection is used. */
public final class Threads {
    private static final String VIRTUAL = "ofVirtual";

    private Threads() {}

    /** Whether this JDK has virtual threads. */
    public static boolean hasVirtual() {
        try {
            Thread.class.getMethod(VIRTUAL);
            return Runtime.version().feature() >= 21;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** A virtual thread that has not started. */
    static Thread virtual(final String name, final Runnable body) {
        try {
            final Object builder = Thread.class.getMethod(VIRTUAL).invoke(null);
            final Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class).invoke(builder, name);
            final Method unstarted = type.getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(builder, body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }
}
