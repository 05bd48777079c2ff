// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LitmusTest {
    private static final Path FILE = Path.of("a-test.litmus");

    private static final String HEAD = "Revoke a-test\n{\n  driver:i1 attach = OK;\n}\n";

    @TempDir
    Path folder;

    private static Litmus parse(final String text) throws BadLitmus {
        return new Parser(FILE, text).litmus();
    }

    /** A bad text is refused with one line: the file, the line, the reason. */
    private static void refused(final int line, final String reason, final String text) {
        final BadLitmus e = assertThrows(BadLitmus.class, () -> parse(text));
        assertTrue(e.getMessage().startsWith(FILE + ":" + line + ": "), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void readsAllParts() throws BadLitmus {
        final Litmus l = parse("""
                Revoke a-test (* a comment
                over two lines *) "What it
                is about."
                { driver:i1 attach = OK; exporter:x1 revoke = OK; }
                 driver:i1 map             | exporter:x1 revoke ;
                 driver:i1 submit BOOKKEEP?|                    ;
                                           | exporter:x1 close  ;
                forall (driver:i1 map = ENODEV \\/ ~(exporter:x1 close = OK))
                """);
        assertEquals("a-test", l.name());
        assertEquals("What it is about.", l.text());
        assertEquals("[driver:i1 attach = OK, exporter:x1 revoke = OK]", l.start().toString());
        assertEquals(
                "[[driver:i1 map, driver:i1 submit BOOKKEEP?], [exporter:x1 revoke, exporter:x1 close]]",
                l.columns().toString());
        assertEquals(List.of(5, 6, 5, 7), l.calls().stream().map(Call::line).toList());
        assertEquals("forall (driver:i1 map = ENODEV \\/ ~(exporter:x1 close = OK))", l.condition().toString());
    }

    @Test
    void readsThreeColumnsAndWhatComesLast() throws BadLitmus {
        final Litmus l = parse("""
                Revoke a-test {}
                 driver:i1 map | worker:i1 unmap? | exporter:x1 revoke ;
                finally { driver:i1 map; worker:i1 unmap?; }
                exists (driver:i1 map#2 = OK /\\ worker:i1 unmap#2 = -)
                """);
        assertEquals(3, l.columns().size());
        assertEquals("[driver:i1 map, worker:i1 unmap?]", l.last().toString());
        assertEquals(4, l.parts().size());
        assertEquals(5, l.calls().size());
        assertTrue(l.condition().holds(List.of(List.of("-", "-", "-", "OK", "-"))));
        assertFalse(l.condition().holds(List.of(List.of("OK", "-", "-", "-", "-"))));
    }

    @Test
    void anArgumentStandsInParenthesesOrNot() throws BadLitmus {
        final Litmus l = parse(HEAD + "driver:i1 submit(READ)?; driver:i1 submit READ?;\n"
                + "exists (driver:i1 submit(READ)#1 = OK /\\ driver:i1 submit READ#2 = OK)");
        assertEquals("[driver:i1 submit READ?, driver:i1 submit READ?]", l.calls().toString());
    }

    @Test
    void oneColumnAndNoConditionCanBeRead() throws BadLitmus {
        final Litmus l = parse("Revoke a-test {} driver:i1 attach; driver:i1 map?;");
        assertEquals(1, l.columns().size());
        assertNull(l.condition());
        assertTrue(l.text().isEmpty());
    }

    @Test
    void aConditionSaysWhatItSays() throws BadLitmus {
        final String rows = " driver:i1 map | exporter:x1 revoke ;\n driver:i1 map? | ;\n";
        final List<List<String>> outcomes = List.of(List.of("OK", "-", "OK"), List.of("ENODEV", "ENODEV", "OK"));
        for (final String yes : List.of(
                "exists (driver:i1 map#1 = OK)",
                "exists (driver:i1 map#1 = ENODEV /\\ driver:i1 map#2 = ENODEV)",
                "~exists (driver:i1 map#1 = OK /\\ driver:i1 map#2 = ENODEV)",
                "forall (exporter:x1 revoke = OK)",
                "forall (driver:i1 map#2 = - \\/ driver:i1 map#1 = ENODEV)",
                "forall (driver:i1 map#2 = - /\\ driver:i1 map#1 = OK \\/ ~ driver:i1 map#1 = OK)",
                "exists (~(driver:i1 map#2 = - \\/ driver:i1 map#1 = OK))")) {
            assertTrue(parse(HEAD + rows + yes).condition().holds(outcomes), yes);
        }
        for (final String no : List.of(
                "exists (driver:i1 map#1 = OK /\\ driver:i1 map#2 = ENODEV)",
                "~exists (driver:i1 map#1 = OK)",
                "forall (driver:i1 map#1 = OK)",
                "forall (driver:i1 map#2 = - /\\ (driver:i1 map#1 = OK \\/ exporter:x1 revoke = OK))")) {
            assertFalse(parse(HEAD + rows + no).condition().holds(outcomes), no);
        }
    }

    @Test
    void badTextIsRefusedWithItsLine() {
        refused(1, "expected \"Revoke\"", "driver:i1 map;");
        refused(1, "expected a name", "Revoke A-Test {}");
        refused(2, "but the file is called a-test.litmus", "Revoke another\n{} driver:i1 map;");
        refused(2, "expected \"{\"", "Revoke a-test\ndriver:i1 map;");
        refused(1, "expected a process", "Revoke a-test {");
        refused(2, "expected \"=\"", "Revoke a-test {\ndriver:i1 attach; }");
        refused(2, "cannot be optional", "Revoke a-test {\ndriver:i1 attach? = OK; }");
        refused(2, "expected a result", "Revoke a-test {\ndriver:i1 attach = -; }");
        refused(5, "expected a process, as driver:i1, found the end", HEAD);
        refused(5, "expected a process, as driver:i1, found \"driver\"", HEAD + "driver map;");
        refused(5, "expected an operation", HEAD + "driver:i1;");
        refused(5, "expected \";\", found \"exporter:x1\"", HEAD + "driver:i1 map exporter:x1 revoke;");
        refused(5, "expected \";\", found the end", HEAD + "driver:i1 map");
        refused(5, "unexpected \"& exporter:x1", HEAD + "driver:i1 map & exporter:x1 revoke;");
        refused(6, "1 cells, but the first has 2", HEAD + "driver:i1 map | exporter:x1 revoke;\ndriver:i1 unmap;");
        refused(6, "4 columns; at most 3", HEAD + "driver:i1 map | exporter:x1 revoke | worker:i1 unmap | device:i1 signal;\n");
        refused(6, "expected \"{\"", HEAD + "driver:i1 map;\nfinally driver:i1 unmap;");
        refused(6, "expected a process", HEAD + "driver:i1 map;\nfinally { }");
        refused(6, "expected \";\", found \"=\"", HEAD + "driver:i1 map;\nfinally { driver:i1 unmap = OK; }");
        refused(5, "expected an argument", HEAD + "driver:i1 submit();");
        refused(5, "expected \")\"", HEAD + "driver:i1 submit(READ;");
        refused(6, "a column without any call", HEAD + "driver:i1 map | ;\n");
        refused(6, "driver:i1 stands in another column",
                HEAD + "driver:i1 map | exporter:x1 revoke;\n|driver:i1 unmap;");
        refused(6, "expected the end", HEAD + "driver:i1 map;\nexists (driver:i1 map = OK) exists");
    }

    @Test
    void aBadConditionIsRefusedWithItsLine() {
        final String rows = HEAD + "driver:i1 map | exporter:x1 revoke;\ndriver:i1 map? |;\n";
        refused(7, "expected \"exists\"", rows + "sometimes (driver:i1 map = OK)");
        refused(7, "expected \"(\"", rows + "exists driver:i1 map = OK");
        refused(7, "expected \")\"", rows + "exists (driver:i1 map#1 = OK");
        refused(7, "no column has the call driver:i2 map", rows + "exists (driver:i2 map = OK)");
        refused(7, "which of the 2 calls driver:i1 map", rows + "exists (driver:i1 map = OK)");
        refused(8, "no call driver:i1 map#3", rows + "exists (\ndriver:i1 map#3 = OK)");
        refused(7, "no call driver:i1 map#0", rows + "exists (driver:i1 map#0 = OK)");
        refused(7, "expected a number", rows + "exists (driver:i1 map#one = OK)");
        refused(7, "expected \"=\"", rows + "exists (driver:i1 map#1)");
        refused(7, "expected a result", rows + "exists (driver:i1 map#1 = )");
        refused(7, "expected a process", rows + "exists ()");
    }

    @Test
    void aFileOrFolderThatIsNotThereIsRefused() throws IOException {
        assertTrue(assertThrows(BadLitmus.class, () -> Litmus.read(folder.resolve("none.litmus")))
                .getMessage()
                .endsWith("none.litmus: no such file or directory"));
        assertTrue(assertThrows(BadLitmus.class, () -> Litmus.read(folder))
                .getMessage()
                .endsWith(": this is a folder, not a litmus file"));
        Files.write(folder.resolve("bytes.litmus"), new byte[] {(byte) 0xc3, 0x28});
        assertTrue(assertThrows(BadLitmus.class, () -> Litmus.read(folder.resolve("bytes.litmus")))
                .getMessage()
                .endsWith("bytes.litmus: this is no text in UTF-8"));
        Files.delete(folder.resolve("bytes.litmus"));
        assertThrows(BadLitmus.class, () -> Litmus.folder(folder.resolve("none")));
        Files.writeString(folder.resolve("a-test.txt"), "Revoke a-test {} driver:i1 attach;");
        assertTrue(assertThrows(BadLitmus.class, () -> Litmus.folder(folder)).getMessage().contains("no file in it ends with .litmus"));
    }
}
