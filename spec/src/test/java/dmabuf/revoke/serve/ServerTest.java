// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Tied;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests the server answers, which it refuses, and what an answer is. */
@Tag("fork")
class ServerTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;

    @BeforeEach
    void begin() throws IOException {
        final Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("ask.html"), "the page");
        Files.writeString(site.resolve("served.js"), "const revokeServed = false;\n");
        Files.writeString(folder.resolve("secret.html"), "another file");
        Files.createSymbolicLink(site.resolve("link.html"), folder.resolve("secret.html"));
        server = new Server(site, Files.createDirectory(folder.resolve("work")), 0);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private HttpResponse<String> get(final String name, final String... headers) throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(name));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest question(final String kind, final String said) {
        return HttpRequest.newBuilder(server.address().resolve("ask?kind=" + kind)).POST(HttpRequest.BodyPublishers.ofString(said)).build();
    }

    private HttpResponse<String> ask(final String kind, final String said) throws Exception {
        return client.send(question(kind, said), HttpResponse.BodyHandlers.ofString());
    }

    /** The status line for a request that is sent as it stands. */
    private String raw(final String request) throws IOException {
        try (Socket s = new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
            final OutputStream out = s.getOutputStream();
            out.write(request.replace("PORT", Integer.toString(server.address().getPort()))
                    .replace("TOKEN", server.address().getPath().split("/")[1]).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new BufferedReader(new InputStreamReader(s.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }

    @Test
    void aPageIsServedToWhoKnowsTheToken() throws Exception {
        assertEquals("the page", get("ask.html").body());
        assertEquals("const revokeServed = true;\n", get("served.js").body());
        assertTrue(get("ask.html").headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'self'"));
        assertTrue(server.address().getPath().matches("/[0-9a-f]{32}/ask.html"));
        try (Server other = new Server(folder, folder, 0)) {
            assertNotEquals(server.address().getPath(), other.address().getPath());
            final URI wrong = URI.create("http://127.0.0.1:" + server.address().getPort() + other.address().getPath());
            assertEquals(404, client.send(HttpRequest.newBuilder(wrong).build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void nothingElseOfTheDiskIsServed() throws Exception {
        for (final String name : List.of("none.html", "link.html", "..%2fsecret.html", "%2e%2e/secret.html", "%2fetc%2fpasswd", "ask.html%00")) {
            assertEquals(404, get(name).statusCode(), name);
        }
        assertEquals("HTTP/1.1 404 Not Found", raw("GET /TOKEN/../secret.html HTTP/1.1\nHost: 127.0.0.1:PORT\n\n"));
        assertEquals(405, get("ask").statusCode());
        assertEquals(405, client.send(HttpRequest.newBuilder(server.address()).DELETE().build(), HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void anotherHostOrOriginIsRefused() throws Exception {
        assertEquals(403, get("ask.html", "Origin", "http://evil.example").statusCode());
        assertEquals(403, get("ask.html", "Origin", "null").statusCode());
        assertEquals(200, get("ask.html", "Origin", "http://127.0.0.1:" + server.address().getPort()).statusCode());
        assertEquals("HTTP/1.1 403 Forbidden", raw("GET /TOKEN/ask.html HTTP/1.1\nHost: evil.example:PORT\n\n"));
        assertEquals("HTTP/1.1 200 OK", raw("GET /TOKEN/ask.html HTTP/1.1\nHost: 127.0.0.1:PORT\n\n"));
    }

    @Test
    void aQuestionIsAnsweredAsOnTheCommandLine() throws Exception {
        final HttpResponse<String> r = ask("what-if", "Linux73 NoSuchKnob=1");
        assertEquals(200, r.statusCode());
        assertTrue(r.body().contains("NoSuchKnob") && r.body().endsWith("\nexit code 2\n"), r.body());
        assertEquals(400, ask("what-if", "").statusCode());
        assertEquals(400, ask("mutate", "Linux73").statusCode());
    }

    /** A HEAD request gets only the head of a page, and the server logs no complaint. */
    @Test
    void theHeadOfAPage() throws Exception {
        final List<LogRecord> complaints = new ArrayList<>();
        final Logger logger = Logger.getLogger("com.sun.net.httpserver");
        final Handler handler = new Handler() {
            @Override
            public void publish(final LogRecord r) {
                complaints.add(r);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            final HttpRequest head = HttpRequest.newBuilder(server.address()).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
            assertEquals(200, client.send(head, HttpResponse.BodyHandlers.ofString()).statusCode());
            assertEquals("HTTP/1.1 404 Not Found", raw("HEAD / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n"));
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(List.of(), complaints.stream().map(LogRecord::getMessage).toList());
    }

    /** The answer comes when everything has been sent, because a browser reads nothing before. */
    @Test
    void aQuestionThatIsTooLong() throws Exception {
        final HttpRequest big = HttpRequest.newBuilder(server.address().resolve("ask?kind=trace"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(200_000_000))).build();
        final HttpResponse<String> r = client.send(big, HttpResponse.BodyHandlers.ofString());
        assertEquals(413, r.statusCode());
        assertEquals("more than 64000000 bytes: ask on the command line\n", r.body());
    }

    /** An input whose bytes are not in memory. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(final long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(final byte[] b, final int from, final int most) {
            final int n = (int) Math.min(most, left);
            left -= n;
            return n == 0 ? -1 : n;
        }
    }

    /** The folder for questions is in a place where others may remove it. */
    @Test
    void aFolderThatIsGone() throws Exception {
        Files.delete(folder.resolve("work"));
        final HttpResponse<String> r = ask("trace", "a line");
        assertEquals(500, r.statusCode());
        assertTrue(r.body().contains(folder.resolve("work").toString()) && r.body().contains("no such file"), r.body());
    }

    @Test
    void anAnswerEndsWithAServerThatWasKilled() {
        final List<String> told = Answer.arguments(List.of("what-if", "Linux73"));
        final List<String> tied = Tied.to("dmabuf.revoke.service.Main");
        assertEquals(told.size() - tied.size() - 2, Collections.indexOfSubList(told, tied), told.toString());
    }

    /** Questions are answered one at a time. A browser that goes away ends the work for its question. */
    @Tag("full")
    @Test
    void whoGoesAwayMakesRoom() throws Exception {
        final HttpResponse<InputStream> first = client.send(question("what-if", "Linux73 Begin=Gated"), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(503, ask("what-if", "Linux73 NoSuchKnob=1").statusCode());
        first.body().close();
        HttpResponse<String> next = ask("what-if", "Linux73 NoSuchKnob=1");
        while (next.statusCode() == 503) {
            next = ask("what-if", "Linux73 NoSuchKnob=1");
        }
        assertTrue(next.body().endsWith("\nexit code 2\n"), next.body());
    }
}
