package dmabuf.revoke.model;

import dmabuf.revoke.cli.Tools;
import java.nio.file.Path;
import java.util.List;

/** All techniques, in the order in which they run: the cheap and exhaustive one first. */
public final class Techniques {
    /** A system property: the folder, if it is not target/failures. */
    static final String FAILURES = "revoke.failures";

    /** A system property: false if a failure need not be made small, because nobody will read it. */
    static final String SHRINK = "revoke.shrink";

    private Techniques() {}

    /** Where a failure is kept, for {@code ./revoke replay}; of mutants elsewhere, so that they hide none of impl's own. */
    static Path failure(final String technique) {
        final Path folder = Path.of(System.getProperty(FAILURES, Tools.target().resolve("failures").toString()));
        return folder.resolve(technique + ".txt");
    }

    public static List<Technique> all() {
        return List.of(new Replay(), new Faults(), new Dma(), new Chains(), new Schedules());
    }
}
