// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** The scenes in which Linux is walked, and their graphs. */
public final class LinuxScenes {
    /** The design of Linux 7.3. */
    public static final String DESIGN = "Linux73";

    /** The scenes that are walked by default, small ones first. */
    public static final List<String> USUAL = List.of("waiting", "exporters", "closing", "base");

    /** The scenes that take minutes. */
    public static final List<String> LONG = List.of("dma", "history");

    private LinuxScenes() {}

    /** Graphs by design and scene, {@code Linux73/base}; without a design, the scene's graph for {@link #DESIGN}. */
    public static Graphs graphs(final Tools tools) {
        return name -> {
            final String[] words = (name.indexOf('/') < 0 ? DESIGN + "/" + name : name).split("/");
            if (!USUAL.contains(words[1]) && !LONG.contains(words[1])) {
                throw new Undecided("Linux is not walked in a scene " + words[1] + "; there are " + String.join(", ", USUAL)
                        + ", " + String.join(", ", LONG));
            }
            return tools.shop().graph(Design.named(words[0], tools.spec()), words[1]);
        };
    }
}
