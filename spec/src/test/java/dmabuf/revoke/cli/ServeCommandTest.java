// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that nobody can reach ends, says why, and leaves nothing behind. */
@Tag("fork")
class ServeCommandTest {
    @TempDir
    Path folder;

    private Path temporary;

    @BeforeEach
    void site() throws Exception {
        Files.writeString(folder.resolve("ask.html"), "the page");
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    private String refused(final Path out, final String... options) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary, "-cp",
                System.getProperty("java.class.path"), "dmabuf.revoke.service.Main", "serve", folder.toString()));
        arguments.addAll(List.of(options));
        final Path errors = folder.resolve("errors");
        assertEquals(2, Child.java(arguments, out, Limit.minutes(1)).errorsTo(errors).run());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.filter(p -> p.getFileName().toString().startsWith("revoke-serve")).toList());
        }
        return Files.readString(errors);
    }

    @Test
    void theAddressCannotBePrinted() throws Exception {
        assertTrue(refused(Path.of("/dev/full")).startsWith("revoke: the address could not be printed"));
    }

    @Test
    void thePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            final String port = Integer.toString(taken.getLocalPort());
            assertEquals("revoke: cannot listen on port " + port + "; without --port a free one is found: Address already in use\n",
                    refused(folder.resolve("out"), "--port", port));
        }
    }
}
