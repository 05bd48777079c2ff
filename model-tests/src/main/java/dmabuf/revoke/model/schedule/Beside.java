// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.DmaBufFile;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StringGen;

/**
 * What is in no scene: two buffers of one device, their files, and the device; and two threads that make the same call of one
 * program or importer, of which at most one may succeed. Lincheck schedules it, and compares what the calls return with what the
 * same calls return one after the other, in some order. So this finds what is wrong only if calls overlap; one after the other,
 * {@code replay} and the unit tests judge them.
 */
public final class Beside {
    /**
     * Threads with a call or two each, after the calls before the first bar; the calls after the last bar tell what is left. A
     * poll and a get have the number of the buffer.
     */
    static final List<String> RACES = List.of(
            "export import0 | poll0 | signal0 | poll0 signal0 references0",
            "export import0 | poll0 | poll0 | signal0 poll0 references0",
            "export import0 poll0 | signal0 | poll0 | signal0 references0 poll0",
            "export import0 poll0 | signal0 | put0 | references0 buffers",
            "export import0 | write0 | poll0 | signal0 poll0 write0 references0",
            "export get0 | put0 | put0 | references0 buffers",
            "export | get0 | put0 | references0 buffers",
            "export | get0 put0 | get0 put0 | references0 buffers",
            "export | mmap0 | put0 | munmap0 references0 buffers",
            "export mmap0 | munmap0 | put0 | references0 buffers",
            "export vmap0 | vunmap0 | poll0 | references0 buffers",
            "export | export | revoke | revoked0 revoked1 buffers",
            "export revoke | export | restore | revoked0 revoked1 buffers",
            "export | put0 | revoke | references0 buffers",
            "export export | put0 | revoke | revoked1 buffers",
            "export export | revoke | restore | revoked0 revoked1",
            "export | revoke | close | revoked0",
            "export | put0 | export | buffers",
            "export | begin0 | begin0 | end0 end0",
            "export begin0 | end0 | end0 | begin0 end0",
            "export | attach0 | attach0 | detach0 detach0",
            "export attach0 | detach0 | detach0 | attach0 detach0");

    /** Before each race: its number. */
    private static final String RACE = "race";

    private final Overlaps overlaps = new Overlaps();
    private final Device device = new Device();
    private final List<RevocableExporter> exporters = new CopyOnWriteArrayList<>();
    private final List<Program> programs = new CopyOnWriteArrayList<>();
    private final List<Importer> importers = new CopyOnWriteArrayList<>();

    /**
     * Makes a call.
     *
     * @param what the operation and the number of the buffer
     * @return its result; "misuse" if it is
     */
    @Operation
    public String call(@Param(gen = StringGen.class) final String what) {
        if (what.startsWith(RACE)) {
            return overlaps.of(Integer.parseInt(what.substring(RACE.length())));
        }
        overlaps.begin();
        try {
            return result(what);
        } catch (MisuseException m) {
            return "misuse";
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a race", e);
        } finally {
            overlaps.end();
        }
    }

    /** The word that says which race begins. */
    static String ofRace(final int number) {
        return RACE + number;
    }

    private String result(final String what) throws InterruptedException {
        final char last = what.charAt(what.length() - 1);
        final int n = Character.isDigit(last) ? Character.digit(last, 10) : 0;
        return switch (Character.isDigit(last) ? what.substring(0, what.length() - 1) : what) {
            case "export" -> export();
            case "revoke" -> done(device::revoke);
            case "restore" -> done(device::restore);
            case "close" -> done(device::close);
            case "buffers" -> Integer.toString(device.buffers());
            case "revoked" -> Boolean.toString(exporters.get(n).isRevoked());
            case "poll" -> file(n).poll(false, () -> {}).name();
            case "write" -> file(n).poll(true, () -> {}).name();
            case "get" -> done(file(n)::get);
            case "put" -> done(file(n)::put);
            case "references" -> Integer.toString(file(n).references());
            case "import" -> of(programs.get(n).importFence(Usage.WRITE));
            case "signal" -> of(programs.get(n).signal());
            case "begin" -> of(programs.get(n).begin(false));
            case "end" -> of(programs.get(n).end());
            case "attach" -> of(importers.get(n).attach());
            case "detach" -> of(importers.get(n).detach());
            case "mmap" -> of(programs.get(n).mmap());
            case "munmap" -> of(programs.get(n).munmap());
            case "vmap" -> of(programs.get(n).vmap());
            case "vunmap" -> of(programs.get(n).vunmap());
            default -> throw new IllegalArgumentException(what);
        };
    }

    private interface Call {
        void make() throws InterruptedException;
    }

    private static String done(final Call call) throws InterruptedException {
        call.make();
        return "done";
    }

    private static String of(final Errno e) {
        return e.name();
    }

    /** The buffer, its program and its importer get their number when the call has returned. */
    private String export() throws InterruptedException {
        final RevocableExporter e = device.export(Probe.NONE);
        programs.add(new Program(e.buffer()));
        importers.add(new DynamicImporter(e.buffer()));
        exporters.add(e);
        return "done";
    }

    private DmaBufFile file(final int n) {
        return exporters.get(n).buffer().file();
    }
}
