// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import java.util.List;

/** The threads of a race. */
enum Cast {
    /** One importer (driver, worker and device take turns on one thread) or a program, against the exporter. */
    USER_AND_EXPORTER,
    /** Driver, worker and device of one importer, a thread each, and the exporter. */
    THREADS_OF_AN_IMPORTER,
    /** Two importers, or a program and an importer. */
    TWO_USERS,
    /** Two threads of the exporter, beside an importer that has let go of everything. */
    TWO_EXPORTERS;

    /**
     * A number of races of a cast in a scene.
     *
     * @param scene from whose graph they are drawn
     * @param races in the quick lane
     */
    record Draws(String scene, Cast cast, int races) {}

    /** The races to draw: every exporter, close, detach; and so many races that each cast sees most of its calls. */
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

    /** The scenes of these, without duplicates. */
    static List<String> scenes() {
        return ALL.stream().map(Draws::scene).distinct().toList();
    }
}
