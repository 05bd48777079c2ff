// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A graph as one file.
 *
 * <p>Big-endian, in this order: the eight bytes {@code DMABUFG2}; origin (configuration, scene and digest as
 * {@code writeUTF}, generated as a long, distinct and depth as ints); names of the variables; then, each with its
 * length before it, the pool of values, the steps, the events and the verdicts (all in the export's encoding, sorted);
 * the initial states; whether they refine the contract; the states, as places in the pool, variable by variable; the
 * verdicts of the states; the first edge of each state; target, step, event and verdicts of the edges; and last the
 * CRC-32 of all before it, as a long.
 */
public final class GraphFile {
    /** Changes whenever the same run of TLC would give a different file. */
    public static final String FORMAT = "2";

    /** How many numbers are read at a time. */
    private static final int PART = 1 << 14;

    private static final long MAGIC = 0x444d4142_55464732L;

    private GraphFile() {}

    /** Writes to another name and then renames: no reader sees an incomplete file, and a failure leaves the old one. */
    public static void write(final Graph g, final Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        final Path aside = file.toAbsolutePath().resolveSibling(
                file.getFileName() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part");
        try {
            final CRC32 crc = new CRC32();
            try (DataOutputStream out = new DataOutputStream(
                    new BufferedOutputStream(new CheckedOutputStream(Files.newOutputStream(aside), crc), 1 << 16))) {
                body(g, out);
                out.flush();
                out.writeLong(crc.getValue());
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void body(final Graph g, final DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeUTF(g.origin.configuration());
        out.writeUTF(g.origin.scene());
        out.writeUTF(g.origin.digest());
        out.writeLong(g.origin.generated());
        out.writeInt(g.origin.distinct());
        out.writeInt(g.origin.depth());
        out.writeInt(g.variables.size());
        for (final String v : g.variables) {
            out.writeUTF(v);
        }
        blobs(g.encoded, out);
        blobs(g.encodedSteps, out);
        blobs(g.encodedEvents, out);
        out.writeInt(g.verdictTexts.size());
        for (final String v : g.verdictTexts) {
            out.writeUTF(v);
        }
        ints(g.initial, out);
        out.writeBoolean(g.initialRefines);
        ints(g.values, out);
        ints(g.stateVerdicts, out);
        ints(g.first, out);
        ints(g.target, out);
        ints(g.stepOf, out);
        ints(g.eventOf, out);
        ints(g.edgeVerdicts, out);
    }

    /** @throws BadGraph if the file is not a complete graph */
    public static Graph read(final Path file) throws IOException, BadGraph {
        final CRC32 crc = new CRC32();
        try (CheckedInputStream checked =
                        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), crc);
                DataInputStream in = new DataInputStream(checked)) {
            if (in.readLong() != MAGIC) {
                throw new BadGraph(file + " is not a graph");
            }
            final long size = Files.size(file);
            final Graph.Origin origin = new Graph.Origin(
                    in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readInt(), in.readInt());
            final List<String> variables = texts(in, size);
            final List<byte[]> values = blobs(in, size);
            final List<byte[]> steps = blobs(in, size);
            final List<byte[]> events = blobs(in, size);
            final List<String> verdicts = texts(in, size);
            final int[] initial = ints(in, size);
            final boolean refines = in.readBoolean();
            final int[] states = ints(in, size);
            final int[] stateVerdicts = ints(in, size);
            final int[] first = ints(in, size);
            final int[] target = ints(in, size);
            final int[] stepOf = ints(in, size);
            final int[] eventOf = ints(in, size);
            final int[] edgeVerdicts = ints(in, size);
            final long sum = crc.getValue();
            if (in.readLong() != sum || in.read() != -1) {
                throw new BadGraph(file + " is damaged: its check sum does not fit");
            }
            return new Graph(
                    origin, variables, values, states, initial, refines, first, target, stepOf, eventOf,
                    edgeVerdicts, stateVerdicts, steps, events, verdicts);
        } catch (EOFException e) {
            throw new BadGraph(file + " is cut off after " + Files.size(file) + " bytes");
        } catch (UTFDataFormatException e) {
            throw new BadGraph(file + " is damaged: a name in it is no text");
        }
    }

    private static void blobs(final List<byte[]> list, final DataOutputStream out) throws IOException {
        out.writeInt(list.size());
        for (final byte[] b : list) {
            out.writeInt(b.length);
            out.write(b);
        }
    }

    private static List<byte[]> blobs(final DataInputStream in, final long size) throws IOException, BadGraph {
        final List<byte[]> list = new ArrayList<>();
        for (int n = length(in, size, 4); n > 0; n--) {
            final byte[] b = new byte[length(in, size, 1)];
            in.readFully(b);
            list.add(b);
        }
        return list;
    }

    private static List<String> texts(final DataInputStream in, final long size) throws IOException, BadGraph {
        final List<String> list = new ArrayList<>();
        for (int n = length(in, size, 2); n > 0; n--) {
            list.add(in.readUTF());
        }
        return list;
    }

    private static void ints(final int[] a, final DataOutputStream out) throws IOException {
        out.writeInt(a.length);
        for (final int n : a) {
            out.writeInt(n);
        }
    }

    private static int[] ints(final DataInputStream in, final long size) throws IOException, BadGraph {
        final int[] a = new int[length(in, size, Integer.BYTES)];
        final byte[] part = new byte[Math.min(a.length, PART) * Integer.BYTES];
        for (int n = 0; n < a.length; n += PART) {
            final int many = Math.min(a.length - n, PART);
            in.readFully(part, 0, many * Integer.BYTES);
            ByteBuffer.wrap(part).asIntBuffer().get(a, n, many);
        }
        return a;
    }

    /** A length that the file can hold, so that a damaged length does not create a huge array. */
    private static int length(final DataInputStream in, final long size, final int each) throws IOException, BadGraph {
        final int n = in.readInt();
        if (n < 0 || (long) n * each > size) {
            throw new BadGraph("a length of " + n + " does not fit into a file of " + size + " bytes");
        }
        return n;
    }
}
