// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.nio.file.Path;
import java.util.List;

/** A JVM with a campaign that has far more time than it will get: its parent kills it. */
final class KilledCampaign {
    static final String[] UNITS = {"good-1", "good-2", "good-3", "bad-1"};

    private KilledCampaign() {}

    /** @param args the folder, the file for the turns that began, and {@code resume} or {@code start} */
    public static void main(final String[] args) throws Exception {
        final Path out = Path.of(args[0]);
        final List<Plan> plans = Fake.plans(Path.of(args[1]), UNITS);
        final Campaign c = new Campaign(out, Fake.identity("a", "b"), out.resolveSibling("work"), l -> { }, l -> { });
        if (args[2].equals("resume")) {
            c.resume(plans);
        } else {
            c.start(new Campaign.Order(100_000, Shard.ALL, 7, "", "*", List.of("fake"), 2), plans);
        }
    }
}
