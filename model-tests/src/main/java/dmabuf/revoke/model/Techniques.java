package dmabuf.revoke.model;

import java.util.List;

/** All techniques, in the order in which they run: the cheap and exhaustive one first. */
public final class Techniques {
    private Techniques() {}

    public static List<Technique> all() {
        return List.of(EdgeReplay.technique(), new Faults(), new Chains(), new Schedules());
    }
}
