// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of a kernel's complaint is recognized, and the messages of each boot are no complaint. */
class ConsoleTest {
    @TempDir
    Path folder;

    private Optional<String> complaint(final String text) throws Exception {
        return new Console(Files.writeString(folder.resolve("console"), text)).complaint();
    }

    @Test
    void eachComplaintIsSeen() throws Exception {
        for (final String line : List.of(
                "[    5.1] WARNING: CPU: 0 PID: 75 at lib/refcount.c:28 refcount_warn_saturate+0xba/0x110",
                "[    5.1] BUG: kernel NULL pointer dereference, address: 0000000000000008",
                "[    5.1] Oops: 0000 [#1] PREEMPT SMP NOPTI",
                "[    5.1] Kernel panic - not syncing: Fatal exception",
                "[    5.1] WARNING: possible circular locking dependency detected",
                "[    5.1] INFO: task agent:75 blocked for more than 120 seconds.",
                "[    5.1] BUG: KASAN: slab-use-after-free in get_file_active+0x1/0x2",
                "[    5.1] watchdog: BUG: soft lockup - CPU#0 stuck for 26s!")) {
            assertTrue(complaint("[    1.0] a line\n" + line + "\n[    9.0] another\n").orElse("").contains(line), line);
        }
    }

    @Test
    void whatEachBootSaysIsNone() throws Exception {
        assertEquals(Optional.empty(), complaint("[    0.05] tsc: Unable to calibrate against PIT\n"
                + "[    7.07] steer: loading out-of-tree module taints kernel.\n[    9.93] reboot: Power down\n"));
    }
}
