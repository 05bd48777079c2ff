package dmabuf.revoke.model.drive;

import dmabuf.revoke.service.Tools;
import java.nio.file.Path;

/** Where a technique keeps the failure that it found. */
public final class Failures {
    /** A system property: the folder, if it is not target/failures. */
    public static final String FOLDER = "revoke.failures";

    /** A system property: false if a failure need not be made small, because nobody will read it. */
    public static final String SHRINK = "revoke.shrink";

    private Failures() {}

    /** The file, for {@code ./revoke replay}; failures of mutants go elsewhere, so that they hide none of impl's own. */
    public static Path file(final String technique) {
        final Path folder = Path.of(System.getProperty(FOLDER, Tools.target().resolve("failures").toString()));
        return folder.resolve(technique + ".txt");
    }
}
