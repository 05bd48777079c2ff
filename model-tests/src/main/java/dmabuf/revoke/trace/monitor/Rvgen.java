// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rvgen of a kernel's source, which makes a table in C from a monitor's dot text. The table is read and compared; nothing is
 * compiled or loaded.
 */
public final class Rvgen {
    /** The name of the monitor, which rvgen appends to the names of states and events. */
    static final String NAME = "dmabuf_attachment";

    private static final String PLACE = "tools/verification/rvgen/__main__.py";
    private static final String WANTED = "it wants Python 3.12 or newer, and the package lark; the variable PYTHON of the"
            + " environment names another interpreter";
    private static final Limit LIMIT = Limit.minutes(2);
    private static final Pattern NAMED = Pattern.compile("\"(\\w+)\",");
    private static final Pattern ENTRY = Pattern.compile("\\b(INVALID_STATE|\\w+_" + NAME + ")\\b");

    private final Path program;

    /** @param kernel the top folder of a kernel's source */
    public Rvgen(final Path kernel) throws Undecided {
        this.program = kernel.resolve(PLACE).toAbsolutePath();
        if (!Files.isReadable(program)) {
            throw new Undecided("--rvgen " + kernel + ": there is no " + PLACE + " in it; the top folder of a source of Linux 7.3 is"
                    + " wanted");
        }
    }

    /** The first differences between an automaton and the table that rvgen makes from its dot text; empty if there are none. */
    List<String> differences(final Automaton a) throws Undecided, InterruptedException {
        try (WorkFolder work = WorkFolder.open(Tools.target().resolve("rvgen"), NAME)) {
            final String header = header(work.path(), Dot.of(a));
            work.forget();
            return compared(a, header);
        } catch (IOException e) {
            throw Undecided.of(e);
        }
    }

    private String header(final Path folder, final String dot) throws IOException, Undecided, InterruptedException {
        final Path file = Files.writeString(folder.resolve(NAME + ".dot"), dot);
        final Path log = folder.resolve("rvgen.log");
        final String python = System.getenv().getOrDefault("PYTHON", "python3");
        final int code;
        try {
            code = new Child(List.of(python, program.toString(), "monitor", "-c", "da", "-t", "per_obj", "-n", NAME, "-s",
                    file.toString()), log, LIMIT).in(folder).run();
        } catch (HungChild e) {
            throw new Undecided("rvgen hangs: " + e.getMessage());
        } catch (IOException e) {
            throw new Undecided("cannot run " + python + " for rvgen: " + WANTED);
        }
        if (code != 0) {
            final List<String> last = Child.lastLines(log);
            throw new Undecided("rvgen of " + program + " fails (" + (last.isEmpty() ? "exit code " + code : last.get(last.size() - 1))
                    + "): " + WANTED);
        }
        return Files.readString(folder.resolve(NAME).resolve(NAME + ".h"));
    }

    /** The differences between a table in C and the automaton. */
    static List<String> compared(final Automaton a, final String header) {
        final List<String> states = all(NAMED, part(header, "state_names"));
        final List<String> events = all(NAMED, part(header, "event_names"));
        final List<String> table = all(ENTRY, part(header, "function"));
        final List<String> wrong = new ArrayList<>();
        if (states.size() != a.states() || events.size() != a.events().size() || table.size() != states.size() * events.size()) {
            return List.of("the table has " + states.size() + " states, " + events.size() + " events and " + table.size()
                    + " entries, the automaton " + a.states() + " and " + a.events().size());
        }
        for (int n = 0; n < table.size(); n++) {
            final String state = states.get(n / events.size());
            final String event = events.get(n % events.size());
            final String expected = next(a, state, event);
            final String found = table.get(n).replace("_" + NAME, "");
            if (!found.equals(expected)) {
                wrong.add("from " + state + " by " + event + " the table goes to " + found + ", the automaton to " + expected);
            }
        }
        final String initial = part(header, "initial_state").replace("_" + NAME, "").strip();
        if (!initial.equals(a.names().get(0))) {
            wrong.add("the table begins in " + initial + ", the automaton in " + a.names().get(0));
        }
        return wrong;
    }

    private static String next(final Automaton a, final String state, final String event) {
        final int from = a.names().indexOf(state);
        for (final MonitorEvent e : a.events()) {
            if (from >= 0 && e.cName().equals(event) && a.after(from, e) != Automaton.NONE) {
                return a.names().get(a.after(from, e));
            }
        }
        return "INVALID_STATE";
    }

    /** The initializer of a field of the table. */
    private static String part(final String header, final String field) {
        final Matcher m = Pattern.compile("\\." + field + " = (?:\\{\\n(.*?)\\n\\t\\}|([^{]*?)),\\n", Pattern.DOTALL).matcher(header);
        return !m.find() ? "" : m.group(1) != null ? m.group(1) : m.group(2);
    }

    private static List<String> all(final Pattern pattern, final String text) {
        return pattern.matcher(text).results().map(r -> r.group(1)).toList();
    }
}
