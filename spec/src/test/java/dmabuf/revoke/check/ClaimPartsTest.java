// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some claims are about many calls, and no known bug breaks them for each of these calls. Here each of the calls is made to fail,
 * or to hang, in the spec itself, and the claim must be refuted.
 */
@Tag("tlc")
@Tag("full")
class ClaimPartsTest {
    private static final String DESIGN = "Reference";

    @TempDir
    Path folder;

    /** A call that is refused after a restore breaks Allowed, and one that is refused before any revoke breaks Unaffected. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "attach | Importer.tla | gone == Design.AttachTest /\\ flag     | gone == Design.AttachTest /\\ (flag \\/ WHEN)",
        "pin    | Importer.tla | IF \\/ Design.PinOp = \"Refuses\"      | IF \\/ Design.PinOp = \"Refuses\" \\/ WHEN",
        "map    | Mapping.tla  | TestOf(i) = \"Refuses\" /\\ flag       | TestOf(i) = \"Refuses\" /\\ (flag \\/ WHEN)",
        "mmap   | Cpu.tla      | IF Shut(Design.Mmap) THEN              | IF Shut(Design.Mmap) \\/ WHEN THEN",
        "touch  | Cpu.tla      | CASE Shut(Design.Mmap) ->              | CASE Shut(Design.Mmap) \\/ WHEN ->",
        "vmap   | Cpu.tla      | IF Shut(Design.Vmap)                   | IF Shut(Design.Vmap) \\/ WHEN",
        "begin  | Cpu.tla      | IF Shut(Design.Begin)                  | IF Shut(Design.Begin) \\/ WHEN",
    })
    void aCallThatIsRefusedWithoutCause(final String call, final String module, final String right, final String wrong)
            throws Exception {
        assertTrue(broken(module, right, wrong.replace("WHEN", "asked = \"live\"")).contains("Allowed"), call);
        assertTrue(broken(module, right, wrong.replace("WHEN", "asked = \"nothing\"")).contains("Unaffected"), call);
    }

    /** Only importers that lack a callback or p2p may be turned away. */
    @Test
    void anImporterThatLacksNothingIsTurnedAway() throws Exception {
        final List<String> broken = broken("Importer.tla", "Design.RevocableTest /\\ ~K(i).callback", "Design.RevocableTest");
        assertTrue(broken.containsAll(List.of("Unaffected", "Allowed")), broken.toString());
    }

    /** A job on a mapping that a move has invalidated may be refused before any revoke. Therefore only Allowed is about it. */
    @ParameterizedTest
    @ValueSource(strings = {"live", "nothing"})
    void aJobThatIsRefusedWithoutCause(final String asked) throws Exception {
        final List<String> broken = broken("Mapping.tla", "IF mapped[i] /\\ ~deferred[i]",
                "IF mapped[i] /\\ ~deferred[i] /\\ asked # \"" + asked + "\"");
        assertTrue(broken.contains("Allowed") && !broken.contains("Unaffected"), broken.toString());
    }

    /** An error that depends on the kind of importer, or on how far the revoke is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "Mapping.tla  | /\\ flag   -> \"ENODEV\" | /\\ flag   -> IF kind[i] = \"iommufd\" THEN \"EINVAL\" ELSE \"ENODEV\"",
        "Mapping.tla  | /\\ flag   -> \"ENODEV\" | /\\ flag   -> IF stage = \"quiet\" THEN \"EINVAL\" ELSE \"ENODEV\"",
        "Importer.tla | Design.FlagFirst /\\ gone -> \"ENODEV\" | Design.FlagFirst /\\ gone -> IF K(i).pins THEN \"EOPNOTSUPP\" ELSE \"ENODEV\"",
        "Importer.tla | Design.FlagFirst /\\ gone -> \"ENODEV\" | Design.FlagFirst /\\ gone -> IF stage = \"quiet\" THEN \"EOPNOTSUPP\" ELSE \"ENODEV\"",
    })
    void anErrorThatIsNotAlwaysTheSame(final String module, final String right, final String wrong) throws Exception {
        assertTrue(broken(module, right, wrong).contains("Consistent"), wrong);
    }

    /** The types allow each call of a program only one error. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "IF Shut(Design.Mmap) THEN /\\ CpuDone(c, \"ENODEV\")     | IF Shut(Design.Mmap) THEN /\\ CpuDone(c, \"SIGBUS\")",
        "CASE Shut(Design.Mmap) -> CpuDone(c, \"SIGBUS\")         | CASE Shut(Design.Mmap) -> CpuDone(c, \"ENODEV\")",
        "THEN CpuDone(c, \"ENODEV\") /\\ UNCHANGED <<vmapped      | THEN CpuDone(c, \"SIGBUS\") /\\ UNCHANGED <<vmapped",
        "IF Shut(Design.Begin) THEN CpuDone(c, \"ENODEV\")        | IF Shut(Design.Begin) THEN CpuDone(c, \"SIGBUS\")",
    })
    void aProgramThatGetsAnotherError(final String right, final String wrong) {
        final Undecided u = assertThrows(Undecided.class, () -> broken("Cpu.tla", right, wrong));
        assertTrue(u.getMessage().contains("TypeOK"), u.getMessage());
    }

    /** A call that cannot go on while the flag is set never returns if nobody restores the buffer. */
    @ParameterizedTest
    @ValueSource(strings = {"attach", "detach", "lock", "unlock", "pin", "unpin", "map", "unmap", "submit"})
    void aDriverThatHangs(final String op) throws Exception {
        hangs(op, "drv[i]", "Importer.tla", "Mapping.tla");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmap", "touch", "munmap", "vmap", "vunmap", "begin", "end", "import"})
    void aProgramThatHangs(final String op) throws Exception {
        hangs(op, "cpu[c]", "Cpu.tla");
    }

    private void hangs(final String op, final String call, final String... modules) throws Exception {
        final String called = "At(" + call + ", \"" + op + "\", \"called\")";
        SpecText spec = SpecText.load();
        int places = 0;
        for (final String m : modules) {
            places += spec.file(m).split(called.replaceAll("[\\[\\]()]", "\\\\$0"), -1).length - 1;
            spec = spec.with(m, spec.file(m).replace(called, "(" + called + " /\\ ~flag)"));
        }
        assertTrue(places > 0, called);
        assertTrue(broken(spec).contains("L5"), op);
    }

    private List<String> broken(final String module, final String right, final String wrong) throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(2, spec.file(module).split(Pattern.quote(right), -1).length, "once: " + right);
        return broken(spec.with(module, spec.file(module).replace(right, wrong)));
    }

    /** The claims that the design breaks in the scene in which designs are decided. */
    private List<String> broken(final SpecText spec) throws Exception {
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
        return new Decisions(shop, Manifest.load(spec)).explanations(Design.named(DESIGN, spec)).stream()
                .filter(Explanation::broken).map(Explanation::property).toList();
    }
}
