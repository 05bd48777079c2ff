// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kernels that are wrong on purpose; the module's wrappers make them so. The walk must differ on each. */
public final class KernelMutants {
    public static final String GROUP = "linux mutants";

    /** The scene in which they are hunted: it has each kind of importer alone. */
    public static final String SCENE = "exporters";

    private static final Pattern CONSTANT = Pattern.compile("\\bMUTANT_(\\w+)");

    private KernelMutants() {}

    /** Their names, from the header of the module and the agent; the name of number n is at n - 1. */
    public static List<String> names() throws Undecided {
        final Path header = Kernel.sources().resolve("steer.h");
        final List<String> names = new ArrayList<>();
        try {
            final Matcher m = CONSTANT.matcher(Files.readString(header));
            while (m.find()) {
                names.add(m.group(1).toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        } catch (IOException e) {
            throw new Undecided("cannot read " + header, e);
        }
        return List.copyOf(names.subList(1, names.size()));
    }

    /** Hunts one in its own guest. {@return whether and how it was caught} */
    public static Check hunt(final Kernel kernel, final Graph graph, final int number) throws Undecided, InterruptedException {
        final String name = names().get(number - 1);
        try (Guest guest = LinuxWalk.boot(kernel)) {
            guest.ask("mutant " + number);
            final LinuxWalk.Row row = LinuxWalk.walk(guest, graph);
            final String how = row.agrees() ? "not caught in " + row.result().steps() + " steps"
                    : String.format("caught after %,d steps, %.1f s: %s", row.result().steps(), row.result().seconds(), firstLines(row.failure()));
            return Check.of(GROUP, name, !row.agrees(), how, "./revoke linux --mutants");
        } catch (Disagreement d) {
            throw new Undecided(d.getMessage());
        }
    }

    private static String firstLines(final String text) {
        return String.join(" ", text.lines().limit(2).map(String::strip).toList());
    }
}
