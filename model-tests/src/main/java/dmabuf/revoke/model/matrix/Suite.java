// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;

/** Something that runs impl and may notice that it is wrong: a column of the matrix. */
public interface Suite {
    /** {@return one word} */
    String name();

    /** {@return whether it draws: another seed, or another day, may find something else} */
    default boolean draws() {
        return true;
    }

    /** {@return whether it wants all cores for itself, because its threads must meet on them} */
    default boolean alone() {
        return true;
    }

    /**
     * Runs it once on a mutant.
     *
     * @param place a folder for this run alone
     * @param seed of what it draws
     * @return whether it noticed; a hang that it tells from slowness counts
     */
    boolean catches(Mutant mutant, Path place, long seed) throws Undecided, InterruptedException;
}
