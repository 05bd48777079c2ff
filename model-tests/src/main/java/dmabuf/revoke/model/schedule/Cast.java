// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import java.util.List;

/** Who races with whom: what the threads of a race are. */
enum Cast {
    /** All of one importer (driver, worker and device by turns), or a program, against the exporter. */
    USER_AND_EXPORTER,
    /** Driver, worker and device of one importer, a thread each, and the exporter. */
    THREADS_OF_AN_IMPORTER,
    /** Two importers, or a program and an importer. */
    TWO_USERS,
    /** Two threads of the exporter, beside an importer that has nothing any more. */
    TWO_EXPORTERS;

    /**
     * So many races of a cast in a scene.
     *
     * @param scene of whose graph they are drawn
     * @param races in the quick lane
     */
    record Draws(String scene, Cast cast, int races) {}

    /** What is drawn: every exporter, close, detach; and as many races as it takes until each cast has seen most of its calls. */
    static final List<Draws> ALL = List.of(
            new Draws("programs", USER_AND_EXPORTER, 2),
            new Draws("history", USER_AND_EXPORTER, 4),
            new Draws("history", TWO_USERS, 2),
            new Draws("cpu-jobs", TWO_USERS, 2),
            new Draws("dma", THREADS_OF_AN_IMPORTER, 4),
            new Draws("closing", USER_AND_EXPORTER, 2),
            new Draws("closing", TWO_EXPORTERS, 1),
            new Draws("Letter/exporters", USER_AND_EXPORTER, 1),
            new Draws("Letter/programs", USER_AND_EXPORTER, 1),
            new Draws("ThreeState/exporters", USER_AND_EXPORTER, 1),
            new Draws("ThreeState/programs", USER_AND_EXPORTER, 1),
            new Draws("Uverbs/exporters", USER_AND_EXPORTER, 1),
            new Draws("Mock/exporters", USER_AND_EXPORTER, 1),
            new Draws("Mover/exporters", USER_AND_EXPORTER, 1));

    /** The scenes of these, each once. */
    static List<String> scenes() {
        return ALL.stream().map(Draws::scene).distinct().toList();
    }
}
