// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Published findings about other drivers, and proposals that a reviewer might make. Each is asked by one command, and must be
 * answered as questions.txt says.
 *
 * <p>The page docs/9-questions.md is made of the same lines. With {@code -Drevoke.docs=write} it is rewritten.
 */
class FieldTest {
    private static final Path PAGE = Tools.home().resolve("docs/9-questions.md");
    private static final boolean WRITE = "write".equals(System.getProperty("revoke.docs"));

    @Tag("tlc")
    @Tag("full")
    @TestFactory
    Stream<DynamicTest> eachQuestionIsAnsweredByOneCommand() throws Exception {
        return Question.all().stream().map(q -> DynamicTest.dynamicTest(q.line() + ". " + q.asked(), () -> q.check(q.ask())));
    }

    @Test
    void noLineIsLeftOut() throws Exception {
        final List<Question> all = Question.all();
        assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), all.stream().map(Question::line).distinct().toList());
        assertEquals(all.size(), all.stream().map(Question::command).distinct().count(), "no command stands twice");
    }

    @Test
    void thePageIsMadeOfTheQuestions() throws Exception {
        final String page = Question.page(Question.all());
        if (WRITE) {
            Files.writeString(PAGE, page);
        } else {
            assertEquals(page, Files.readString(PAGE), "-DargLine=-Drevoke.docs=write writes the page anew");
        }
    }

    /** Each part of an answer is compared: if one part of the expectation is changed, the same answer must be refused. */
    @Tag("tlc")
    @Test
    void aWrongAnswerIsSeen() throws Exception {
        final Question q = find("what-if Linux73 Guest=liar UnmapWait=Quarantine");
        final Question.Answer right = q.ask();
        q.check(right);
        refuses(q, new Question.Answer(0, right.text()));
        refuses(q, new Question.Answer(1, right.text().replaceAll("(?m)^\\S+ breaks L6: ", "")));
        refuses(q, new Question.Answer(1, right.text() + "\nLinux73 breaks S1: No mapping is handed out.\n"));
        assertEquals(List.of("L1 must hold"), q.missing(right.text().replaceAll("(?m)^( {4}.*) L1( |$)", "$1 LX$2")));
        final Question beside = find("satellites Release");
        final Question.Answer variants = beside.ask();
        beside.check(variants);
        refuses(beside, new Question.Answer(0, variants.text().replace("FileAlive", "NoWayThere")));
        refuses(beside, new Question.Answer(0, variants.text().replaceFirst("(\tAnnulled\t\\w+\t\\S+\t)-", "$1FileAlive=8")));
    }

    @Test
    void whatIsSaidIsCompared() throws Exception {
        final Question q = find("explain Drain.Posted");
        final String text = "Drain.Posted breaks NoDeadlock: ";
        q.check(new Question.Answer(0, text + q.said()));
        refuses(q, new Question.Answer(0, text + q.said().substring(1)));
    }

    @Test
    void aLineThatIsNoQuestionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Question.of("Heading", "1 | asked | what-if Linux73 | S1 | | 1"));
        assertThrows(IllegalArgumentException.class, () -> Question.of("Heading", "1 | asked | what-if Linux73 | | | | 0"));
    }

    private static Question find(final String command) throws Exception {
        return Question.all().stream().filter(q -> q.command().equals(command)).findFirst().orElseThrow();
    }

    private static void refuses(final Question q, final Question.Answer a) {
        assertThrows(AssertionError.class, () -> q.check(a));
    }
}
