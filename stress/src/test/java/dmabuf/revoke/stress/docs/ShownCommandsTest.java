// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command that a page shows, and compares the answer with the page. A command without a rule fails.
 *
 * <p>With {@code -Drevoke.docs=write} the answers are written into the pages again.
 */
final class ShownCommandsTest {
    private static final boolean WRITE = "write".equals(System.getProperty("revoke.docs"));

    private static List<Shown> all() throws IOException {
        final List<Shown> all = new ArrayList<>();
        for (final Path p : Shown.pages()) {
            all.addAll(Shown.in(Tools.home().relativize(p).toString(), Files.readString(p)));
        }
        return all;
    }

    /** One test for each command and its answer, on whatever pages they are. */
    private static Stream<DynamicTest> tests(final boolean takesLong) throws IOException {
        final Map<String, Shown> different = new LinkedHashMap<>();
        all().stream().filter(s -> Rule.of(s).takesLong == takesLong).forEach(s ->
                different.putIfAbsent(s.command() + "\n" + s.output() + s.states() + s.claim(), s));
        return different.values().stream().map(s -> DynamicTest.dynamicTest(s.where(), () -> check(s)));
    }

    private static void check(final Shown s) throws Exception {
        try {
            Rule.of(s).check(s);
        } catch (org.opentest4j.AssertionFailedError e) {
            if (!WRITE || s.output() == null || !e.isActualDefined()) {
                throw e;
            }
            final Path page = Tools.home().resolve(s.page());
            Files.writeString(page, Files.readString(page).replace(s.output(), e.getActual().getStringRepresentation()));
        }
    }

    @TestFactory
    @Tag("tlc")
    Stream<DynamicTest> whatIsAnsweredInSeconds() throws IOException {
        return tests(false);
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> whatTakesLonger() throws IOException {
        return tests(true);
    }

    @Test
    void everyShownCommandHasARule() throws IOException {
        all().forEach(Rule::of);
        assertTrue(all().size() > 100, all().size() + " commands are shown");
        assertTrue(all().stream().filter(s -> s.output() != null).count() >= 15, "answers are shown");
    }

    /** All commands in the pages are found, whatever their form: no line that begins with the launcher is missed. */
    @Test
    void noCommandIsPassedOver() throws IOException {
        for (final Path p : Shown.pages()) {
            final String text = Files.readString(p);
            final String page = Tools.home().relativize(p).toString();
            final long found = Shown.in(page, text).stream().filter(s -> s.command().startsWith("./revoke")).count();
            final Matcher m = Pattern.compile("(?m)(^|`)\\./revoke\\b").matcher(text);
            assertEquals(m.results().count(), found, page);
        }
    }

    @Test
    void aWrongPageIsSeen() {
        assertThrows(AssertionError.class, () -> Rule.of(Shown.in("p", "```\n./revoke no-such-thing at all\n```\n").get(0)));
        assertThrows(AssertionError.class, () -> Rule.of(Shown.in("p", "It says `./revoke explian V7`.\n").get(0)));
        final Shown form = Shown.in("p", "`./revoke mutate [--sampel N]`").get(0);
        assertThrows(AssertionError.class, () -> Rule.of(form).check(form));
        final Shown answered = Shown.in("p", "```\n./revoke designs\n```\n\n```\none 17\ntwo\n```\n").get(0);
        Rule.compare(answered, "one 17\ntwo\n");
        assertThrows(AssertionError.class, () -> Rule.compare(answered, "one 18\ntwo\n"));
        final String lanes = "V7 breaks L1: every revoke ends.\n\n  1  calls\n 20  waits\n";
        Rule.compare(Shown.in("p", "`./revoke explain V7 L1`, 20 states").get(0), lanes);
        assertThrows(AssertionError.class, () ->
                Rule.compare(Shown.in("p", "`./revoke explain V7 L1`, 21 states").get(0), lanes));
    }
}
