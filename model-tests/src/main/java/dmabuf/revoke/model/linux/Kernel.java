// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Linux that can be steered: the image, and an initrd with the module and the agent that were built for it.
 *
 * @param folder of the build
 * @param image of the kernel, in the form that a boot loader takes
 */
public record Kernel(Path folder, Path image, Path modules, Path headers) {
    /** The file that {@code setup.sh} writes when it is complete: image, modules, headers. */
    private static final String STEERED = "steered";

    /** The file with the digest of the sources from which the module and the agent were built. */
    private static final String SOURCES = "sources";

    private static final Limit BUILD = Limit.minutes(10);

    /** The folder with the sources of the module and the agent. */
    public static Path sources() {
        return Tools.home().resolve("kernel/steer");
    }

    /** The folder in which a set-up puts its kernel by default: in the cache of the user. */
    public static Path usualFolder() {
        final String cache = System.getenv("XDG_CACHE_HOME");
        final Path base = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("dmabuf-revoke").resolve("linux");
    }

    /** The kernel of a set-up; empty if the folder has none. */
    public static Optional<Kernel> in(final Path folder) throws Undecided {
        final Path steered = folder.resolve(STEERED);
        if (!Files.isReadable(steered)) {
            return Optional.empty();
        }
        try {
            final List<String> lines = Files.readAllLines(steered);
            return Optional.of(new Kernel(folder, Path.of(lines.get(0)), Path.of(lines.get(1)), Path.of(lines.get(2))));
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new Undecided(steered + " cannot be read; ./revoke linux --setup makes it anew");
        }
    }

    /** A developer's own kernel. The files built for it are put beside the usual folder. */
    public static Kernel own(final Path image, final Path modules, final Path headers) throws Undecided {
        final Path i = image.toAbsolutePath().normalize();
        final Path m = modules.toAbsolutePath().normalize();
        final Path h = headers.toAbsolutePath().normalize();
        final String key = new Digest().text("image", i.toString()).text("modules", m.toString()).text("headers", h.toString()).hex();
        return new Kernel(usualFolder().resolveSibling("own-" + key.substring(0, 12)), i, m, h);
    }

    Path initrd() {
        return folder.resolve("initrd.gz");
    }

    /** Builds the module, the agent and the initrd, unless those built from the current sources exist. */
    public Kernel built() throws Undecided, InterruptedException {
        final Path mark = folder.resolve(SOURCES);
        try {
            final String now = digest();
            if (!Files.exists(initrd()) || !Files.exists(mark) || !Files.readString(mark).equals(now)) {
                Files.createDirectories(folder);
                build();
                Files.writeString(mark, now);
            }
            return this;
        } catch (IOException e) {
            throw new Undecided("cannot build in " + folder, e);
        }
    }

    private void build() throws Undecided, InterruptedException {
        run(List.of("sh", sources().resolve("build.sh").toString(), folder.toString(), image.toString(), modules.toString(), headers.toString()),
                folder.resolve("make.log"), BUILD);
    }

    /** A digest of the sources and of the kernel, for the keys of results. */
    public String digest() throws Undecided {
        return new Digest()
                .tree(sources())
                .tree(sources().resolveSibling("findings"))
                .text("image", image + " " + stamp(image))
                .text("modules", modules.toString())
                .text("headers", headers.toString())
                .hex();
    }

    /** A kernel that is rebuilt in the same place counts as another one. */
    private static String stamp(final Path image) throws Undecided {
        try {
            return Files.size(image) + " " + Files.getLastModifiedTime(image);
        } catch (IOException e) {
            throw new Undecided("cannot read the kernel " + image, e);
        }
    }

    /** Runs a script of the sources. If it fails, the last line of its output is the reason. */
    static void run(final List<String> command, final Path log, final Limit limit) throws Undecided, InterruptedException {
        try {
            if (new Child(command, log, limit).run() != 0) {
                final List<String> last = Child.lastLines(log);
                throw new Undecided(last.isEmpty() ? String.join(" ", command) + " failed" : last.get(last.size() - 1));
            }
        } catch (IOException e) {
            throw new Undecided("cannot run " + command.get(1), e);
        } catch (HungChild e) {
            throw new Undecided(e.getMessage());
        }
    }
}
