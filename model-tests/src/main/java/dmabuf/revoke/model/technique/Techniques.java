// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.technique;

import dmabuf.revoke.check.Names;
import dmabuf.revoke.model.dma.Dma;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.fault.Faults;
import dmabuf.revoke.model.property.Properties;
import dmabuf.revoke.model.replay.DelayedReplay;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.model.schedule.KeptRace;
import dmabuf.revoke.model.schedule.Schedules;
import dmabuf.revoke.model.storm.Storm;
import dmabuf.revoke.model.unit.UnitTests;
import dmabuf.revoke.model.watch.Limits;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.stream.Stream;

/** All techniques, each watched, in the order in which they run: the cheap and exhaustive one first. */
public final class Techniques {
    private Techniques() {}

    /** The techniques as in the quick lane. */
    public static List<Technique> all() {
        return all(false);
    }

    /** @param full whether they may take long */
    public static List<Technique> all(final boolean full) {
        return Stream.of(new Replay(), new DelayedReplay(), new Faults(), new Dma(), new Properties(), Storm.of(full), new Schedules(full))
                .<Technique>map(Watched::new)
                .toList();
    }

    /** Watches a technique that was made with other parameters. */
    public static Technique watched(final Technique technique) {
        return new Watched(technique);
    }

    /** The command that repeats a run of a technique. */
    public static String again(final Technique t, final long seed, final boolean full) {
        return "./revoke techniques " + t.name() + " --seed " + seed + (full ? " --full" : "");
    }

    /**
     * The technique with a name. One scene alone is a technique too, {@code replay of history}, {@code delays of history}, and so
     * is one race of the folder {@code races}, {@code schedules of touch-against-revoke}; so is a storm of another length,
     * {@code storm for 60s}; and so
     * are the unit tests of impl, which {@link #all} does not contain, and those of one class, {@code unit-tests of DeviceTest}.
     */
    public static Technique named(final String name) throws Undecided {
        if (name.startsWith(Replay.ONE)) {
            return new Watched(Replay.of(name.substring(Replay.ONE.length())));
        }
        if (name.startsWith(DelayedReplay.ONE)) {
            return new Watched(DelayedReplay.of(name.substring(DelayedReplay.ONE.length())));
        }
        if (name.startsWith(KeptRace.ONE)) {
            return new Watched(new KeptRace(name.substring(KeptRace.ONE.length())));
        }
        if (name.startsWith(Storm.FOR)) {
            return new Watched(Storm.lasting(name.substring(Storm.FOR.length())));
        }
        if (name.startsWith(UnitTests.ONE)) {
            return new Watched(UnitTests.of(name.substring(UnitTests.ONE.length())), Limits.OF_A_SHORT_BODY);
        }
        if (name.equals(UnitTests.NAME)) {
            return new Watched(new UnitTests(), Limits.OF_A_SHORT_BODY);
        }
        if (name.equals(Schedules.AT_LENGTH)) {
            return new Watched(Schedules.atLength());
        }
        return all().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Names.none("technique", name, all().stream().map(Technique::name).toList()));
    }
}
