// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The third argument of Step says what a step is in the kernel: names of functions, or a description in parentheses. The spec
 * names only functions that the reference names too.
 */
class FunctionNamesTest {
    private static final Path REFERENCE = Tools.home().resolve("docs/kernel-semantics.md");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern COMPARED = Pattern.compile("[=#] *\"[^\"]*\"");

    @Test
    void theReferenceHasEveryName() throws Exception {
        final SpecText spec = SpecText.load();
        int steps = spec.actions().size();
        for (final String s : spec.satellites()) {
            steps += SpecText.actions(spec.file("satellites/" + s + ".tla")).size();
        }
        int read = 0;
        for (final String m : modules(spec)) {
            read += functions(spec.file(m)).size();
        }
        assertEquals(steps, read, "each Step is read");
        assertEquals(List.of(), unknown(spec));
    }

    /** A made-up name is found wherever a Step may get it from. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "satellites/Seals.tla    | \"(pins the folios)\"  | \"udmabuf_made_up\"            | udmabuf_made_up",
        "satellites/Seals.tla    | \"(pins the folios)\"  | \"(pins by udmabuf_made_up)\"  | udmabuf_made_up",
        "satellites/Seals.tla    | \"(pins the folios)\"  | \"(madeup)\"                   | madeup",
        "satellites/HotReset.tla | \"(lock), move(TRUE)\" | \"(lock), moveit(TRUE)\"       | moveit",
        "satellites/Release.tla  | THEN \"get_file_active\" | THEN \"get_file_made_up\"    | get_file_made_up",
        "satellites/LockOrder.tla| \"mmap_lock\"          | \"made_up_lock\"               | made_up_lock",
        "Exporter.tla            | ELSE \"vfio_pci_dma_buf_move\" | ELSE \"made_up_move\"  | made_up_move",
        "Mapping.tla             | \"xe_bo_move_dmabuf\"  | \"xe_bo_made_up\"              | xe_bo_made_up",
    })
    void aNameThatIsMadeUpIsFound(final String module, final String from, final String to, final String word)
            throws Exception {
        final SpecText spec = SpecText.load();
        assertTrue(spec.file(module).contains(from), from);
        assertEquals(List.of(module + ": " + word), unknown(spec.with(module, spec.file(module).replace(from, to))));
    }

    private static List<String> modules(final SpecText spec) {
        return Stream.concat(
                        Stream.of("Callback", "Cpu", "Exporter", "GivingUp", "Importer", "Mapping", "Move", "Timer"),
                        spec.satellites().stream().map(s -> "satellites/" + s))
                .map(m -> m + ".tla")
                .toList();
    }

    private static List<String> unknown(final SpecText spec) throws Exception {
        final Set<String> reference = words(Files.readString(REFERENCE)).collect(Collectors.toSet());
        final List<String> found = new ArrayList<>();
        for (final String m : modules(spec)) {
            for (final String argument : functions(spec.file(m))) {
                for (final String text : texts(argument, spec.file(m))) {
                    names(text).filter(w -> !reference.contains(w)).map(w -> m + ": " + w).forEach(found::add);
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static Stream<String> words(final String text) {
        return WORD.matcher(text).results().map(MatchResult::group);
    }

    /**
     * The names that the reference must have: all names outside parentheses, and inside them those words that can only be names.
     */
    private static Stream<String> names(final String text) {
        final Stream<String> described = Pattern.compile("\\(([^)]*)\\)").matcher(text).results()
                .map(d -> d.group(1))
                .flatMap(d -> words(d).filter(w -> w.contains("_") || w.equals(d)));
        return Stream.concat(words(text.replaceAll("\\([^)]*\\)", " ")), described);
    }

    /**
     * The texts that an argument may be: itself, the texts of its definition, or the members of the set that it is chosen from.
     */
    private static List<String> texts(final String argument, final String module) {
        if (argument.startsWith("\"")) {
            return List.of(argument.substring(1, argument.length() - 1));
        }
        final String name = argument.replaceFirst("\\(.*", "");
        final String set = Pattern.compile("\\\\E " + name + " \\\\in (\\w+)").matcher(module).results()
                .map(r -> r.group(1)).findFirst().orElse(name);
        final String definition = Pattern.compile("(?ms)^" + set + "(\\([^)]*\\))? *==(.*?)(?=^\\w|^\\s*$)")
                .matcher(module).results().map(r -> r.group(2)).findFirst().orElse("");
        final List<String> texts = TEXT.matcher(COMPARED.matcher(definition).replaceAll(""))
                .results().map(r -> r.group(1)).toList();
        assertTrue(!texts.isEmpty(), "what is " + argument + "?");
        return texts;
    }

    /** The third argument of each Step of a module. */
    private static List<String> functions(final String module) {
        return Pattern.compile("/\\\\ Step\\(").matcher(module).results()
                .map(r -> arguments(module.substring(r.end())).get(2))
                .toList();
    }

    /** The arguments at the beginning of a text, up to the parenthesis that ends them. */
    private static List<String> arguments(final String text) {
        final List<String> found = new ArrayList<>(List.of(""));
        boolean quoted = false;
        int depth = 0;
        for (final char c : text.toCharArray()) {
            quoted ^= c == '"';
            depth += quoted ? 0 : "(<".indexOf(c) >= 0 ? 1 : ")>".indexOf(c) >= 0 ? -1 : 0;
            if (depth < 0) {
                return found.stream().map(String::strip).toList();
            }
            if (c == ',' && depth == 0 && !quoted) {
                found.add("");
            } else {
                found.set(found.size() - 1, found.get(found.size() - 1) + c);
            }
        }
        throw new IllegalArgumentException("a Step without an end");
    }
}
