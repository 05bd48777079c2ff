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
 * @param folder in which they were built
 * @param image of the kernel, as a boot loader takes it
 */
public record Kernel(Path folder, Path image, Path modules, Path headers) {
    /** What {@code setup.sh} leaves when it has got all: image, modules, headers. */
    private static final String STEERED = "steered";

    /** Of which sources the module and the agent were built. */
    private static final String SOURCES = "sources";

    private static final Limit BUILD = Limit.minutes(10);

    /** The folder of the sources of module and agent. */
    public static Path sources() {
        return Tools.home().resolve("kernel/steer");
    }

    /** Where a set-up leaves its kernel unless somebody says otherwise: in the cache of the user. */
    public static Path usualFolder() {
        final String cache = System.getenv("XDG_CACHE_HOME");
        final Path base = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("dmabuf-revoke").resolve("linux");
    }

    /** That of a set-up; empty if the folder has none. */
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

    /** One of a developer's own. What is built for it stands beside the usual folder. */
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

    /** Builds module, agent and initrd, unless they are of the sources as they are now. */
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

    /** Of the sources and of the kernel: what a result depends on. */
    public String digest() throws Undecided {
        return new Digest()
                .tree(sources())
                .tree(sources().resolveSibling("findings"))
                .text("image", image + " " + stamp(image))
                .text("modules", modules.toString())
                .text("headers", headers.toString())
                .hex();
    }

    /** A kernel that is built anew in its place is another one. */
    private static String stamp(final Path image) throws Undecided {
        try {
            return Files.size(image) + " " + Files.getLastModifiedTime(image);
        } catch (IOException e) {
            throw new Undecided("cannot read the kernel " + image, e);
        }
    }

    /** Runs a script of the sources. What it says last is why it failed, if it did. */
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
