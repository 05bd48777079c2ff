// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of the contract: the users' obligations and the exporter's. The protocol keeps both under its fairness. */
@Tag("tlc")
class ContractTest {
    private static final String ONE_IMPORTER = """
            CONSTANTS
              Exporters = {"x1"}
              Ops <- OneRevoke
              Importers = {"i1"}
              CpuUsers = {}
              Populations <- Dynamic
              JobUsages = {"BOOKKEEP"}
              Overlap = 3
              Returns = FALSE
            """;

    @TempDir
    Path folder;

    /**
     * If the users break their obligations, nobody gives up access, and no revoke ends. If the exporter breaks its own, the phase
     * does not advance.
     */
    @ParameterizedTest
    @CsvSource({"Rely /\\ Guarantee, Comes, true", "Rely, Comes, false", "Guarantee, Comes, false"})
    void eachSideIsNeeded(final String owed, final String property, final boolean holds) throws Exception {
        decided(owed, property, holds);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"Rely /\\ Guarantee, GivenUp, true", "Rely, GivenUp, true", "Guarantee, GivenUp, false"})
    void whatIsGivenUpNeedsTheUsersAlone(final String owed, final String property, final boolean holds) throws Exception {
        decided(owed, property, holds);
    }

    private void decided(final String owed, final String property, final boolean holds) throws Exception {
        final SpecText spec = SpecText.load();
        final String config = "CONSTANTS\n Users = {\"u1\", \"u2\"}\n Devices = {\"u1\"}\n"
                + "SPECIFICATION Fair\nINVARIANTS TypeOK Promise\nPROPERTY " + property + "\nCHECK_DEADLOCK FALSE\n";
        assertEquals(holds, new Tlc(spec, folder.resolve("tlc"))
                .run(new Run("contract", "Revoke", "Fair == Spec /\\ " + owed + "\n", config, false)).holds());
    }

    /**
     * A liar gives up nothing, and the exporter waits for it. An exporter that bounds its wait goes on while the liar still has
     * access.
     */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "Reference, Given, true", "Reference, Coming, true", "Liar, Given, false", "Liar, Coming, false",
        "BoundedUnmapWait, Coming, true", "V7, Given, true"
    })
    void theFairProtocolKeepsTheFairContract(final String design, final String property, final boolean holds)
            throws Exception {
        final SpecText spec = SpecText.load();
        final Run run = Run.liveness(
                design, "", Design.named(design, spec).config(ONE_IMPORTER), spec.fairness(), property);
        assertEquals(holds, new Tlc(spec, folder.resolve("tlc")).run(run).holds());
    }

    /** The same with each kind of importer that keeps the rules, with two importers, and with a program. */
    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "living-importers, Given", "living-importers, Coming", "living-programs, Given", "living-programs, Coming",
        "living-pair, Given", "living-pair, Coming"
    })
    void theReferenceKeepsTheFairContract(final String scene, final String property) throws Exception {
        final SpecText spec = SpecText.load();
        final Run run = Run.liveness("Reference-" + scene, "",
                Design.named("Reference", spec).config(spec.file("scenes/" + scene + ".cfg")), spec.fairness(), property);
        assertTrue(new Tlc(spec, folder.resolve("tlc")).run(run).holds());
    }
}
