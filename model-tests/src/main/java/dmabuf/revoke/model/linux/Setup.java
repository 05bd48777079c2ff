// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gets a kernel that can be steered: {@code kernel/steer/setup.sh}. */
public final class Setup {
    private static final Limit LONGEST = Limit.minutes(30);

    private Setup() {}

    /** {@return the steps of the set-up, some lines} */
    public static String run(final Path folder) throws Undecided, InterruptedException {
        final Path log = folder.resolve("setup.log");
        try {
            Files.createDirectories(folder);
            Kernel.run(List.of("sh", Kernel.sources().resolve("setup.sh").toString(), folder.toAbsolutePath().toString()), log, LONGEST);
            final Kernel kernel = Kernel.in(folder).orElseThrow(
                    () -> new Undecided("the set-up has left no kernel in " + folder + "; its log is " + log)).built();
            return Files.readString(log) + String.format("setup: built what steers it: module, agent and initrd, %,d kB%n",
                    Files.size(kernel.initrd()) / 1024);
        } catch (IOException e) {
            throw new Undecided("cannot set up in " + folder, e);
        }
    }
}
