// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import util.ToolIO;

/**
 * The spec as TLA+'s own parser understands it.
 *
 * <p>The parser keeps its state in static fields, so only one spec is parsed at a time; the result does not change
 * afterwards.
 */
public final class ParsedSpec {
    private ParsedSpec() {}

    /** A module with all that it extends. Warnings of the parser are refused like errors. */
    public static synchronized ModuleNode parse(final SpecText spec, final String module) throws Undecided {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream before = ToolIO.out;
        try {
            final Path folder = Files.createTempDirectory("spec");
            try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
                ToolIO.out = out;
                spec.writeModules(folder);
                final SpecObj parsed = new SpecObj(
                        folder.resolve(module + ".tla").toString(), new Modules(folder));
                final int failed = SANY.frontEndMain(parsed, module, out);
                final ModuleNode root = parsed.getExternalModuleTable().getRootModule();
                if (failed != 0 || root == null) {
                    throw new Undecided("the parser refuses " + module + ": " + said.toString(StandardCharsets.UTF_8));
                }
                if (said.toString(StandardCharsets.UTF_8).contains("*** Warnings: ")) {
                    throw new Undecided("the parser warns of " + module + ": " + said.toString(StandardCharsets.UTF_8));
                }
                return root;
            } finally {
                ToolIO.out = before;
                delete(folder);
            }
        } catch (IOException | UncheckedIOException | FrontEndException e) {
            throw new Undecided("cannot parse " + module + ": " + e.getMessage());
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (final Path p : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }
}
