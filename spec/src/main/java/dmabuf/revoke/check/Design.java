package dmabuf.revoke.check;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;

/**
 * A setting of the knobs that a run is made with.
 *
 * @param name for people, and for the files that are left
 * @param definitions what the main module must add, so that the design exists
 * @param constants the line of the configuration that names the design
 */
public record Design(String name, String definitions, String constants) {
    /** The design, or the bug, of a file of models/. */
    public static Design named(final String name, final SpecText spec) throws Undecided {
        if (!spec.names("models").contains(name)) {
            throw new Undecided("no design or bug is called " + name + "; there are " + String.join(", ", spec.names("models")));
        }
        return new Design(name, "", spec.file("models/" + name + ".cfg"));
    }
}
