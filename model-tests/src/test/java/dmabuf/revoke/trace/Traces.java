// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The traces of real kernels that the tests share; docs/6-traces.md says where they come from. */
public final class Traces {
    /** The traces that are behaviours of the spec. */
    public static final List<String> GOOD = List.of(
            "6.12.117-debian-basic", "6.12.117-debian-fence", "7.3.4-debian-basic", "7.3.4-debian-race",
                    "7.3.4-debian-vfio",
            "7.3.4-custom-basic", "7.3.4-custom-fence", "7.3.4-custom-iommufd", "7.3.4-custom-vfio",
            "7.3.4-custom-vfio-1500-4-1", "extra-deferred");

    private Traces() {}

    public static Path file(final String name) {
        return Tools.home().resolve("model-tests/src/test/resources/traces/" + name + ".trace.gz");
    }

    public static byte[] bytes(final String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file(name)))) {
            return in.readAllBytes();
        }
    }

    public static List<String> lines(final String name) throws IOException {
        return new String(bytes(name), StandardCharsets.ISO_8859_1).lines().toList();
    }

    public static Judgement judge(final String name) throws Exception {
        return judge(file(name));
    }

    public static Judgement judge(final Path file) throws Exception {
        return Judgement.of(file, Tools.open().shop(), Terms.NONE);
    }

    /** Writes some lines, and judges them. */
    public static Judgement judge(final Path folder, final List<String> lines) throws Exception {
        final Path file = folder.resolve("made.trace");
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
        return judge(file);
    }
}
