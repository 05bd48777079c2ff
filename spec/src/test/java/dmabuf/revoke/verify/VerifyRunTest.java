// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Manifest;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification keeps, and under which keys. */
class VerifyRunTest {
    @TempDir
    Path folder;

    private VerifyRun run(final long seed, final boolean full) throws Exception {
        final SpecText spec = SpecText.load();
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), l -> {});
        return new VerifyRun(new Tools(spec, Manifest.load(spec), shop), new Settings(seed, full));
    }

    private Optional<Kept.Value> found(final String key) {
        return new Kept(folder.resolve("kept"), Instant.EPOCH, l -> {}).find(key);
    }

    private static Verification.Result result(final Check... checks) {
        return new Verification.Result(List.of(checks), List.of(), List.of(), List.of(), Map.of());
    }

    @Test
    void onlyWhatIsAsExpectedIsKept() throws Exception {
        final VerifyRun run = run(1, false);
        final Check good = Check.of("group", "good", true, "", "");
        for (final Check bad : List.of(
                Check.of("group", "bad", false, "differs", "again"),
                Check.undecided("group", "bad", "killed", "again"),
                Check.hung("group", "bad", "no thread can continue", "again"))) {
            run.keep(run.key().hex(), result(good, bad));
            assertEquals(Optional.empty(), found(run.key().hex()), bad.toString());
        }
        run.keep("the key of the beginning", result(good));
        assertEquals(Optional.empty(), found(run.key().hex()));
        assertEquals(Optional.empty(), found("the key of the beginning"));
        run.keep(run.key().hex(), result(good));
        assertNotEquals(Optional.empty(), found(run.key().hex()));
    }

    @Test
    void theMutantsOfTheSpecDependOnTheSeedByWhichTheyAreDrawn() throws Exception {
        final String key = run(1, false).keyOfMutants().hex();
        assertEquals(key, run(1, false).keyOfMutants().hex());
        assertNotEquals(key, run(2, false).keyOfMutants().hex());
        assertNotEquals(key, run(1, true).keyOfMutants().hex());
        assertEquals(run(1, true).keyOfMutants().hex(), run(2, true).keyOfMutants().hex(), "all of them: nothing is drawn");
        assertNotEquals(key, run(1, false).key().hex());
    }
}
