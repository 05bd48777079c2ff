// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

/**
 * The smallest part of a campaign that gets time: one test, by one technique, in one configuration.
 *
 * @param technique as {@code jcstress}
 * @param test of that technique: a litmus test, or its equivalent
 * @param configuration of the JVM, or of the scheduler
 */
public record Unit(String technique, String test, String configuration) implements Comparable<Unit> {
    /** The test of a technique that tests impl as a whole. */
    public static final String WHOLE = "impl";

    /** Its name, which is the same on each machine: {@code jcstress/map-against-revoke/c1}. */
    @Override
    public String toString() {
        return technique + "/" + test + "/" + configuration;
    }

    @Override
    public int compareTo(final Unit other) {
        return toString().compareTo(other.toString());
    }
}
