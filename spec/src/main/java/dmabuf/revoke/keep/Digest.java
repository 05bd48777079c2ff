// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A digest of all that a result depends on: texts, files, classes. Each part is added with its name and its length, so that
 * different lists of parts give different digests.
 */
public final class Digest {
    private final MessageDigest sha;
    private final List<String> parts = new ArrayList<>();

    public Digest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds a text. */
    public Digest text(final String name, final String text) {
        parts.add(name);
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the content of a file, but not its path. */
    public Digest file(final Path file) throws Undecided {
        parts.add("file " + file);
        try {
            return bytes(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }

    /** Adds all files of a folder and its subfolders, in the order of their names; a jar is one file. */
    public Digest tree(final Path folder) throws Undecided {
        if (!Files.isDirectory(folder)) {
            return file(folder);
        }
        parts.add("files of " + folder);
        return files(folder);
    }

    private Digest files(final Path folder) throws Undecided {
        try (Stream<Path> walk = Files.walk(folder)) {
            final List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            bytes("files of a folder", files.size());
            for (final Path p : files) {
                bytes(folder.relativize(p).toString().replace('\\', '/'), Files.readAllBytes(p));
            }
            return this;
        } catch (IOException e) {
            throw new Undecided("cannot read " + folder, e);
        }
    }

    /**
     * Adds the compiled classes of some packages, and of the packages below them, from where a class was loaded.
     *
     * @param of a class of the module
     */
    public Digest classes(final Class<?> of, final String... packages) throws Undecided {
        return classes(home(of), packages);
    }

    /** Adds the classes of some packages from a folder or a jar. */
    public Digest classes(final Path home, final String... packages) throws Undecided {
        for (final String p : packages) {
            final String folder = p.replace('.', '/') + "/";
            bytes("package", p.getBytes(StandardCharsets.UTF_8));
            parts.add("package " + p + " of " + home);
            if (Files.isDirectory(home)) {
                files(home.resolve(folder));
            } else {
                zipped(home, folder);
            }
        }
        return this;
    }

    private void zipped(final Path jar, final String folder) throws Undecided {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            final List<? extends ZipEntry> entries = zip.stream()
                    .filter(e -> e.getName().startsWith(folder) && !e.isDirectory())
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .toList();
            bytes("files of a folder", entries.size());
            for (final ZipEntry e : entries) {
                bytes(e.getName().substring(folder.length()), zip.getInputStream(e).readAllBytes());
            }
        } catch (IOException e) {
            throw new Undecided("cannot read " + jar, e);
        }
    }

    /** The folder or jar from which a class was loaded. */
    public static Path home(final Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds the version of this JVM, which runs the classes. */
    public Digest jvm() {
        return text("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private void bytes(final String name, final int number) {
        bytes(name, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private Digest bytes(final String name, final byte[] content) {
        sha.update((name + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
        sha.update(content);
        return this;
    }

    /** {@return what was added, in its order: the names of texts; files, folders and packages, each with the path} */
    public List<String> parts() {
        return List.copyOf(parts);
    }

    /** The digest; nothing can be added after it. */
    public String hex() {
        return HexFormat.of().formatHex(sha.digest());
    }
}
