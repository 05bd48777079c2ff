// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;

/** A test suite that runs impl and may notice that it is wrong: a column of the matrix. */
public interface Suite {
    /** {@return one word} */
    String name();

    /** {@return whether it is randomized: with another seed, or on another day, it may find something else} */
    default boolean draws() {
        return true;
    }

    /** {@return whether it needs all cores for itself, because its threads must run in parallel} */
    default boolean alone() {
        return true;
    }

    /**
     * Runs it once on a mutant.
     *
     * @param place a folder for this run alone
     * @param seed of its random numbers
     * @return whether it noticed the mutant; a hang counts if the suite can tell it from slowness
     */
    boolean catches(Mutant mutant, Path place, long seed) throws Undecided, InterruptedException;

    /**
     * Runs it once on impl as it is. A suite that refuses that would catch every mutant.
     *
     * @param place a folder for this run alone
     * @param seed of its random numbers
     */
    boolean refusesImpl(Path place, long seed) throws Undecided, InterruptedException;
}
