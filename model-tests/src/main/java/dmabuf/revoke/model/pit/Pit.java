// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.pit;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PIT on impl: a general mutation tool's mutants against the unit tests of impl alone. Maven runs it, in a profile of impl's. */
public final class Pit {
    /** The percentage of mutants that the unit tests alone must catch. */
    static final int AIM = 75;

    private static final String AGAIN = "mvn -B -Ppit -pl impl test-compile org.pitest:pitest-maven:mutationCoverage";
    private static final String REPORT = "impl/target/pit-reports/mutations.xml";
    private static final Pattern ALLOWED = Pattern.compile("<pit.timeout>(\\d+)</pit.timeout>");

    private Pit() {}

    /** Runs PIT, and compares the rate with the aim. */
    public static Check run(final String group) throws Undecided, InterruptedException {
        final Path home = Tools.home();
        final Path log = Tools.target().resolve("pit.log");
        try {
            Files.createDirectories(log.getParent());
            Files.deleteIfExists(home.resolve(REPORT));
            final int code = new Child(List.of(AGAIN.split(" ")), log, Limit.minutes(60))
                    .in(home)
                    .with("JAVA_HOME", System.getProperty("java.home"))
                    .run();
            if (code != 0 || !Files.exists(home.resolve(REPORT))) {
                throw new Undecided("PIT failed: " + String.join(" | ", Child.lastLines(log)) + "; its log is " + log);
            }
            return check(group, PitReport.read(
                    Files.readString(home.resolve(REPORT)), Files.readString(log), allowed(home.resolve("pom.xml"))));
        } catch (HungChild h) {
            throw new Undecided("PIT " + h.getMessage());
        } catch (IOException e) {
            throw new Undecided("cannot run PIT", e);
        }
    }

    private static long allowed(final Path pom) throws IOException, Undecided {
        final Matcher m = ALLOWED.matcher(Files.readString(pom));
        if (!m.find()) {
            throw new Undecided(pom + " does not say in <pit.timeout> how long PIT lets a test run");
        }
        return Long.parseLong(m.group(1));
    }

    /** Turns a report into a check. */
    static Check check(final String group, final PitReport r) {
        return Check.of(
                group, "PIT", r.percent() >= AIM,
                r.text() + (r.percent() >= AIM ? "" : "; the aim is " + AIM + " %"), AGAIN);
    }
}
