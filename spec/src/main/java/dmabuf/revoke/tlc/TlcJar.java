// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** The jar of TLC: the one on the class path, or another one that the system property {@code tla2tools} names. */
public final class TlcJar {
    private TlcJar() {}

    /** The path of the jar. */
    static Path path() throws Undecided {
        final String named = System.getProperty("tla2tools", "");
        final Path jar = named.isEmpty() ? onTheClassPath() : Path.of(named).toAbsolutePath();
        if (jar == null) {
            throw new Undecided("no TLC on the class path, and no -Dtla2tools=FILE");
        }
        if (!Files.exists(jar)) {
            throw new Undecided("no such jar: " + jar + " (-Dtla2tools)");
        }
        if (Files.isDirectory(jar)) {
            throw new Undecided("not a jar: " + jar + " is a directory (-Dtla2tools)");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry("tlc2/TLC.class") == null) {
                throw new Undecided("no TLC in " + jar + " (-Dtla2tools)");
            }
        } catch (IOException e) {
            throw new Undecided("not a jar: " + jar + " (-Dtla2tools)", e);
        }
        return jar;
    }

    private static Path onTheClassPath() {
        try {
            return Path.of(Class.forName("tlc2.TLC", false, TlcJar.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException | ClassNotFoundException e) {
            return null;
        }
    }

    /** The version, as TLC itself reports it. */
    public static String version() throws Undecided {
        final Path jar = path();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            final Object said = loader.loadClass("tlc2.TLCGlobals").getField("versionOfTLC").get(null);
            return said + " (" + jar.getFileName() + ")";
        } catch (IOException | ReflectiveOperationException e) {
            return jar.getFileName().toString();
        }
    }
}
