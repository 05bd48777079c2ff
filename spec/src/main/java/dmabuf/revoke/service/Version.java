// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.TlcJar;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** The versions of what is running: the project with its commit, TLC and the JDK. */
public final class Version implements IVersionProvider {
    private static final Pattern PROJECT = Pattern.compile("</artifactId>\\s*<version>([^<]+)</version>");

    @Override
    public String[] getVersion() throws Exception {
        return new String[] {"dmabuf-revoke " + project() + ", commit " + commit(), "TLC: " + tlc(), "Java: " + java()};
    }

    private static String project() throws IOException {
        final Matcher m = PROJECT.matcher(Files.readString(Tools.home().resolve("pom.xml")));
        return m.find() ? m.group(1) : "of no version";
    }

    /** The commit of the project, with {@code -dirty} if files have changed since; {@code unknown} without git. */
    public static String commit() {
        try {
            final Path said = Files.createTempFile("commit", ".log");
            try {
                final int code = new Child(
                                List.of("git", "-C", Tools.home().toString(), "describe", "--always", "--dirty", "--abbrev=12"),
                                said, Limit.minutes(1))
                        .run();
                return code == 0 ? Files.readString(said).strip() : "unknown";
            } finally {
                Files.delete(said);
            }
        } catch (IOException | HungChild e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** TLC's version, as TLC itself reports it. */
    public static String tlc() {
        try {
            return TlcJar.version();
        } catch (Undecided e) {
            return e.getMessage();
        }
    }

    /** The JVM that runs this. */
    public static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }
}
