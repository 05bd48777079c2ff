package dmabuf.revoke.model.technique;

import dmabuf.revoke.model.dma.Dma;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.fault.Faults;
import dmabuf.revoke.model.property.Properties;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.model.schedule.Schedules;
import java.util.List;
import java.util.stream.Stream;

/** All techniques, each watched, in the order in which they run: the cheap and exhaustive one first. */
public final class Techniques {
    private Techniques() {}

    public static List<Technique> all() {
        return Stream.of(new Replay(), new Faults(), new Dma(), new Properties(), new Schedules())
                .<Technique>map(Watched::new)
                .toList();
    }
}
