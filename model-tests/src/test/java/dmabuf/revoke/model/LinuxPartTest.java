// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.model.linux.Kernel;
import dmabuf.revoke.model.linux.KernelMutants;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linux in verify: on a machine without a set-up it is not run, which is no failure; another kernel gives another key. */
class LinuxPartTest {
    @TempDir
    Path folder;

    @Test
    void withoutASetUpItIsNotRun() throws Exception {
        final Tools tools = Tools.open();
        final LinuxPart part = new LinuxPart(folder);
        final Jobs jobs = new Jobs(tools.shop(), line -> {});
        part.add(jobs, tools, new Settings(1, false));
        final List<Check> checks = jobs.run();
        assertEquals(part.groups(), checks.stream().map(Check::group).toList());
        for (final Check c : checks) {
            assertEquals(Check.Status.NOT_RUN, c.status());
            assertTrue(c.detail().contains("./revoke linux --setup"), c.detail());
        }
        assertEquals(2, Main.run("linux", "--dir", folder.toString()));
    }

    @Test
    void anotherKernelIsAnotherKey() throws Exception {
        final Path image = Files.writeString(folder.resolve("vmlinuz"), "one");
        final Kernel kernel = new Kernel(folder, image, folder, folder);
        final Tools tools = Tools.open();
        final Settings settings = new Settings(1, false);
        final String key = LinuxPart.key("linux", kernel, tools, settings, List.of("waiting")).hex();
        assertEquals(key, LinuxPart.key("linux", kernel, tools, settings, List.of("waiting")).hex());
        Files.writeString(image, "another");
        assertNotEquals(key, LinuxPart.key("linux", kernel, tools, settings, List.of("waiting")).hex());
    }

    @Test
    void theMutantsAreThoseOfTheHeader() throws Exception {
        assertEquals(8, KernelMutants.names().size(), KernelMutants.names().toString());
        assertTrue(KernelMutants.names().contains("no fence wait"), KernelMutants.names().toString());
    }
}
