// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.SatelliteTable;
import dmabuf.revoke.check.Satellites;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What the subcommands share: the spec, the manifest, and a workshop under target/. */
public record Tools(SpecText spec, Manifest manifest, Workshop shop) {
    /** The folder for all output: target/ of the project, or that of {@code -Drevoke.work}. */
    public static Path target() {
        final String work = System.getProperty("revoke.work", "");
        return work.isEmpty() ? home().resolve("target") : Path.of(work).toAbsolutePath().normalize();
    }

    /**
     * The folder of the project: that of {@code -Drevoke.home}, or else the nearest that holds it, from the working directory
     * upwards.
     *
     * @throws UncheckedIOException if there is none
     */
    public static Path home() {
        final String named = System.getProperty("revoke.home", "");
        return named.isEmpty() ? above(Path.of("")) : Path.of(named).toAbsolutePath().normalize();
    }

    /** The nearest folder with the launcher and the module of the spec: this one, or one above it. */
    static Path above(final Path place) {
        final Path start = place.toAbsolutePath().normalize();
        for (Path p = start; p != null; p = p.getParent()) {
            if (Files.isRegularFile(p.resolve("revoke")) && Files.isRegularFile(p.resolve("spec/pom.xml"))) {
                return p;
            }
        }
        throw new UncheckedIOException(new IOException("the project is not found: neither " + start
                + " nor a folder above it holds the files revoke and spec/pom.xml; -Drevoke.home=DIR names its folder"));
    }

    /**
     * The options for a JVM that does a part of this JVM's work: the paths of the project, of its files, of the spec, and
     * of TLC.
     */
    public static List<String> options() {
        final List<String> options = new ArrayList<>(List.of("-Drevoke.home=" + home()));
        for (final String name : List.of("revoke.work", "revoke.spec", "tla2tools", Kept.SINCE)) {
            final String value = System.getProperty(name, "");
            if (!value.isEmpty()) {
                options.add("-D" + name + "=" + (name.equals(Kept.SINCE) ? value : Path.of(value).toAbsolutePath()));
            }
        }
        return options;
    }

    /** Opens the tools. No result that was decided before {@link Kept#since} is used. */
    public static Tools open() throws Undecided {
        if (Files.exists(target()) && !Files.isDirectory(target())) {
            throw new Undecided("-Drevoke.work=" + target() + " is a file: the name of a folder is wanted");
        }
        final SpecText spec = SpecText.load();
        final Workshop shop = new Workshop(new Tlc(spec, target().resolve("tlc")), target().resolve("graphs"), Tools::progress);
        return new Tools(spec, Manifest.load(spec), shop);
    }

    /** Designs or bugs by their names. */
    public List<Design> designs(final Collection<String> names) throws Undecided {
        final List<Design> list = new ArrayList<>();
        for (final String n : names) {
            list.add(Design.named(n, spec));
        }
        return list;
    }

    public Decisions decisions() {
        return new Decisions(shop, manifest);
    }

    public Satellites satellites() throws Undecided {
        return new Satellites(shop, SatelliteTable.load(spec));
    }

    /** Prints progress to the standard error, so that a program can read the standard output. */
    public static void progress(final String line) {
        System.err.println("  " + line);
    }
}
