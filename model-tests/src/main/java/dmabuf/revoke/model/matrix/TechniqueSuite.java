// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.mutant.Hunt;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A technique with the budget that it has in the pull-request lane.
 *
 * @param name of the technique
 */
record TechniqueSuite(String name, boolean draws, boolean alone, Graphs graphs) implements Suite {
    @Override
    public boolean refusesImpl(final Path place, final long seed) throws Undecided, InterruptedException {
        try (Hunt hunt = new Hunt("impl", Files.createDirectories(place.resolve("unchanged")), place)) {
            return !hunt.verdict(name, graphs, seed).agrees();
        } catch (IOException e) {
            throw new Undecided("no folder in " + place, e);
        }
    }

    @Override
    public boolean catches(final Mutant mutant, final Path place, final long seed) throws Undecided, InterruptedException {
        try (Hunt hunt = new Hunt(mutant, place)) {
            return !hunt.verdict(name, graphs, seed).agrees();
        }
    }
}
