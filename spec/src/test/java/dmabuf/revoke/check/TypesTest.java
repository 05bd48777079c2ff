// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** Each variable has a type, and TypeOK finds a value outside the type. */
class TypesTest {
    @TempDir
    Path folder;

    @Test
    void eachVariableHasAType() throws Exception {
        final ModuleNode module = ParsedSpec.parse(SpecText.load(), "Models");
        final Set<String> variables = Stream.of(module.getVariableDecls())
                .map(v -> v.getName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        final List<String> typed = Stream.of(((OpApplNode) module.getOpDef("Types").getBody()).getArgs())
                .map(conjunct -> firstOf(conjunct, variables).orElse("none of the variables"))
                .sorted()
                .toList();
        assertEquals(List.copyOf(variables), typed, "one conjunct speaks of each variable first");
    }

    /** The variable that an expression names first. */
    private static Optional<String> firstOf(final SemanticNode expression, final Set<String> variables) {
        if (!(expression instanceof OpApplNode applied)) {
            return Optional.empty();
        }
        final String name = applied.getOperator().getName().toString();
        return variables.contains(name)
                ? Optional.of(name)
                : Stream.of(applied.getArgs()).flatMap(a -> firstOf(a, variables).stream()).findFirst();
    }

    @Tag("full")
    @Tag("tlc")
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "Callback.tla | deferred' = [deferred EXCEPT ![i] = TRUE] | deferred' = [deferred EXCEPT ![i] = 1]",
        "Callback.tla | job' = [job EXCEPT ![i] = \"none\"]    | job' = [job EXCEPT ![i] = \"READ\"]",
        "Importer.tla | ![i].at = \"tested\"]                  | ![i].at = \"waiting\"]",
        "Importer.tla | list' = <<i>> \\o list                 | list' = <<i, i>> \\o list",
        "Exporter.tla | closed \\/ exp[x].op # \"restore\" -> \"revoked\" | closed \\/ exp[x].op # \"restore\" -> \"gone\"",
        "Buffer.tla | Pop(x)         == GoOn(x, exp[x].left) | Pop(x) == GoOn(x, exp[x].left \\o exp[x].left)",
    })
    void aValueOfNoTypeIsFound(final String module, final String right, final String wrong) throws Exception {
        final SpecText spec = SpecText.load();
        assertTrue(spec.file(module).contains(right), right);
        final SpecText broken = spec.with(module, spec.file(module).replace(right, wrong));
        final Workshop shop = new Workshop(new Tlc(broken, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
        final Undecided u =
                assertThrows(Undecided.class, () -> shop.graph(Design.named("Linux73", broken), "mutants-calls"));
        assertTrue(u.getMessage().contains("TypeOK"), u.getMessage());
    }
}
