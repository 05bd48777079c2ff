// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The length of turns, and the disk space of a campaign. */
final class Slices {
    private static final int SHORTEST = 1;
    private static final int LONGEST = 60;

    /** The number of turns that each unit should have, so that the time can be distributed well. */
    private static final int TURNS_EACH = 4;

    /** The size of a turn's line in bytes, unless a campaign in the folder gives a better estimate: that of a dozen outcomes. */
    private static final long LINE = 800;

    /** Bytes that jcstress and Lincheck write in a turn, which are removed after it. */
    private static final long WORK = 4 << 20;

    private Slices() {}

    /** The seconds of a turn. Starting JVMs takes two or three in addition, so turns of a long campaign are long. */
    static int seconds(final long budget, final int units, final int lanes) {
        final long each = budget * lanes / Math.max(1, (long) units * TURNS_EACH);
        return (int) Math.max(SHORTEST, Math.min(LONGEST, each));
    }

    /** The bytes that a campaign will use at most, estimated from the campaigns in the folder. */
    static long disk(final long budget, final int units, final int lanes, final List<Results> before) throws Undecided {
        long bytes = 0;
        long turns = 0;
        for (final Results r : before) {
            try {
                bytes += Files.size(r.file());
                turns += r.turns().size();
            } catch (IOException e) {
                throw new Undecided("cannot read " + r.file(), e);
            }
        }
        final long line = turns == 0 ? LINE : bytes / turns;
        return budget * lanes / seconds(budget, units, lanes) * line + lanes * WORK;
    }

    /** Refuses a campaign that does not fit on the disk. {@return the space that it will use, in words} */
    static String fits(final Path folder, final long bytes) throws Undecided {
        try {
            final long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes) {
                throw new Undecided("the campaign may take " + mega(bytes) + ", and " + folder + " has " + mega(free)
                        + " left: choose another --out, or a shorter --for");
            }
            return "at most " + mega(bytes) + " of disk (" + mega(free) + " are free)";
        } catch (IOException e) {
            throw new Undecided("cannot see how much space is left in " + folder, e);
        }
    }

    private static String mega(final long bytes) {
        return String.format(java.util.Locale.ROOT, "%,d MB", (bytes + (1 << 20) - 1) >> 20);
    }
}
