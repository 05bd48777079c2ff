// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/** The findings of docs/findings that can be reproduced on a running Linux, each in its own guest. */
public final class Findings {
    /** A device with a low-power state and a reset; it exports in place of the edu device. */
    private static final List<String> NVME = List.of("-device", "nvme,serial=1,addr=7");

    private static final String IT_EXPORTS = "VFDEV=0000:00:07.0";
    private static final String NONE = "";
    private static final String PROGRAM = "program";
    private static final String DRIVER = "driver:i1";

    private static final List<Finding> ALL = List.of(
            new Finding("D1", "restore tells importers to map again, and refuses them", List.of(), NONE,
                    Finding.way("Linux73", SpecWays::lostWakeUp)),
            new Finding("D11", "an importer that unmaps when it is used next: a process that can never exit", List.of(), NONE,
                    (guest, tools) -> lazy(guest, tools)),
            new Finding("D12", "a buffer is given back while its device sleeps", NVME, IT_EXPORTS, Finding.story(Findings::lowPower)),
            new Finding("D13", "a wake-up ends low power and does not give back", NVME, IT_EXPORTS, Finding.story(Findings::wakeUp)),
            new Finding("D15", "a reset that changes nothing kills a pinned importer", NVME, IT_EXPORTS,
                    Finding.story(Findings::deadForNothing)),
            new Finding("D16", "the callback comes before attach has returned", List.of(), NONE, Finding.story(Findings::earlyCallback)),
            new Finding("D24", "a revoke reads and writes a file that is freed", List.of(), NONE, Finding.story(Findings::fileThatIsFreed)));

    private Findings() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Finding::name).toList();
    }

    /** Reproduces one. {@return whether it happened; the observations go to the standard output} */
    public static boolean happens(final String name, final Kernel kernel, final Tools tools) throws Undecided, InterruptedException {
        final Finding f = ALL.stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
        System.out.println(f.name() + ": " + f.title() + "\n");
        try (Guest guest = Guest.boot(kernel, f.options(), f.append())) {
            final Finding.Told told = f.happens().on(guest, tools);
            System.out.print(told.text());
            guest.complaint().ifPresent(c -> System.out.println("the kernel complains: " + c));
            System.out.println(told.unmet().isEmpty() ? "\nIt happens on this kernel." : "\nIt does not happen on this kernel:");
            told.unmet().forEach(u -> System.out.println("  " + u));
            return told.unmet().isEmpty();
        } catch (Disagreement d) {
            System.out.println("It does not happen on this kernel: " + d.getMessage());
            return false;
        }
    }

    private static Finding.Told lazy(final Guest guest, final Tools tools) throws Disagreement, Undecided, InterruptedException {
        final Finding.Told way = Finding.way("LazyImporter", SpecWays::lazyImporter).on(guest, tools);
        final Story story = new Story(guest);
        story.quietly("scene absent absent");
        exit(story, "last", false);
        final String stack = exit(story, "first", true);
        final List<String> unmet = new ArrayList<>(way.unmet());
        unmet.addAll(story.unmet());
        return new Finding.Told(way.text()
                + "\nNow a process that has opened the device, and an importer that unmaps when its file is closed. No gate is in play.\n\n"
                + story + "\nIt waits here: " + stack + "\n", unmet);
    }

    /** When a process exits, the file with the highest descriptor is put first. */
    private static String exit(final Story story, final String device, final boolean hangs) throws Disagreement {
        final String who = "process, device put " + device;
        final String pid = story.does(who, "exports, attaches, maps, and exits", "exits " + device).value("pid");
        final String end = story.quietly("process " + pid);
        see(story, end, hangs);
        if (hangs) {
            story.does("somebody", "SIGKILL", "kill " + pid);
            see(story, story.quietly("process " + pid), true);
        }
        return Stack.text(end);
    }

    private static void see(final Story story, final String end, final boolean hangs) {
        final boolean waits = end.startsWith("gone=false state=D") && end.contains("vfio_pci_dma_buf_move") && end.contains("do_exit");
        final boolean gone = end.startsWith("gone=true");
        story.see(gone ? "it is gone" : waits ? "it waits in its exit, in vfio_pci_dma_buf_move; no signal wakes it" : Stack.text(end),
                hangs ? waits : gone, hangs ? "a process that waits in its exit" : "a process that is gone");
    }

    private static void attachAndFree(final Story story, final String kind) throws Disagreement {
        story.quietly("scene " + kind + " absent");
        story.quietly("free");
        story.calls(DRIVER, "attach", "OK");
    }

    private static void lowPower(final Story story) throws Disagreement {
        attachAndFree(story, "dynamic");
        story.is(story.does(PROGRAM, "LOW_POWER_ENTRY", "lowpower entry"), "flag", "true");
        story.is(Answer.of(story.quietly("until power/runtime_status suspended")), "runtime_status", "suspended");
        story.is(story.does(PROGRAM, "writes the command register, memory bit on", "memory 1"), "flag", "false");
        story.is(Answer.of(story.quietly("until power/runtime_status suspended")), "power_state", "D3hot");
        story.calls(DRIVER, "map", "OK");
        story.is(Answer.of(story.quietly("power")), "runtime_status", "suspended");
    }

    private static void wakeUp(final Story story) throws Disagreement {
        attachAndFree(story, "dynamic");
        story.is(story.does(PROGRAM, "LOW_POWER_ENTRY_WITH_WAKEUP", "lowpower wake"), "flag", "true");
        story.is(Answer.of(story.quietly("until power/runtime_status suspended")), "runtime_status", "suspended");
        final Answer read = story.does(PROGRAM, "reads the command register", "command");
        story.is(read, "wakes", "1");
        story.is(read, "memory", "on");
        story.is(Answer.of(story.quietly("until power/runtime_status active")), "power_state", "D0");
        story.is(Answer.of(story.quietly("state")), "flag", "true");
        story.calls(DRIVER, "map", "ENODEV");
        story.is(story.does(PROGRAM, "writes the command register, memory bit on", "memory 1"), "flag", "false");
        story.calls(DRIVER, "map", "OK");
    }

    private static void deadForNothing(final Story story) throws Disagreement {
        attachAndFree(story, "revocable");
        for (final String op : List.of("lock", "pin", "map", "unlock")) {
            story.calls(DRIVER, op, "OK");
        }
        story.does("somebody", "takes the device's lock, as an unbind does", "devlock 1");
        final Answer reset = story.does(PROGRAM, "VFIO_DEVICE_RESET", "reset");
        story.see("reset " + reset.result(), reset.result().equals("EAGAIN"), "EAGAIN");
        story.is(reset, "flag", "false");
        story.is(reset, "dead.i1", "true");
        story.is(reset, "mapped.i1", "false");
        story.does("somebody", "lets the lock go", "devlock 0");
        for (final String op : List.of("lock", "pin")) {
            story.calls(DRIVER, op, "OK");
        }
        story.calls(DRIVER, "map", "EINVAL");
        story.calls(DRIVER, "unlock", "OK");
    }

    private static void earlyCallback(final Story story) throws Disagreement {
        story.quietly("scene revocable absent");
        story.quietly("early 1");
        story.does(DRIVER, "> attach", "begin " + DRIVER + " attach -");
        story.quietly("go " + DRIVER);
        story.is(story.does(DRIVER, "is inserted; attach has not returned", "go " + DRIVER), "list", "i1");
        for (final String op : List.of("revoke", "restore")) {
            story.does("exporter:x1", "> " + op, "begin exporter:x1 " + op + " -");
            story.goesOn("exporter:x1", 30);
        }
        story.see("the callback has run, and the importer's pointer to its attachment was NULL",
                story.quietly("kernel").contains("has not given the importer its attachment yet"), "a callback before attach has returned");
        story.is(Answer.of(story.quietly("state")), "flag", "false");
        story.goesOn(DRIVER, 1);
        story.quietly("early 0");
        story.quietly("free");
        for (final String op : List.of("lock", "pin")) {
            story.calls(DRIVER, op, "OK");
        }
        story.calls(DRIVER, "map", "EINVAL");
        story.calls(DRIVER, "unlock", "OK");
    }

    private static void fileThatIsFreed(final Story story) throws Disagreement {
        look(story, "exports a buffer", "export", "f_ref", "0");
        look(story, "opens /proc/self/fd/N with O_PATH", "path", "same_file", "true");
        look(story, "closes N", "close", "f_ref", "e000000000000000");
        story.does(PROGRAM, "memory bit off: a revoke", "memory 0");
        look(story, null, "look", "f_ref", "e000000000000001");
        story.is(Answer.of(story.quietly("file look")), "flag", "false");
        story.does(PROGRAM, "memory bit on", "memory 1");
        look(story, "opens 500 other files", "fill", "f_op", "null_fops");
        story.does(PROGRAM, "memory bit off: a revoke", "memory 0");
        look(story, null, "look", "flag", "true");
        look(story, "closes the 500", "empty", "listed", "true");
        story.does(PROGRAM, "memory bit on", "memory 1");
        look(story, null, "look", "flag", "true");
        story.quietly("file end");
        final String said = story.quietly("run D24");
        for (final String line : said.replaceFirst("^exit=\\S+ ", "").split("\\|")) {
            story.see(line, true, "");
        }
        story.see("kernel/findings/D24.c " + said.split(" ")[0], said.startsWith("exit=0 "), "exit=0, unbind waits");
    }

    private static void look(final Story story, final String what, final String line, final String name, final String wanted)
            throws Disagreement {
        final Answer a = what == null ? Answer.of(story.quietly("file " + line)) : story.does(PROGRAM, what, "file " + line);
        story.see("list " + a.value("listed") + ", revoked " + a.value("flag") + ", at dmabuf->file: count " + a.value("f_ref") + ", "
                + a.value("f_op"), wanted.equals(a.value(name)), name + " " + wanted);
    }
}
