// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Serves the pages of a site to a browser on this machine, and answers one question at a time.
 *
 * <p>It listens on 127.0.0.1 only. Each address holds a token that another page cannot know; a request with the name of another
 * host, or from another origin, is refused. It writes nothing but the files of a question, into a folder of its own.
 */
public final class Server implements AutoCloseable {
    /** The maximum size of a question. */
    private static final int MOST_BYTES = 64_000_000;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8", "css", "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Path site;
    private final Path work;
    private final String token = token();
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore free = new Semaphore(1);

    /**
     * Begins to serve.
     *
     * @param site a folder that {@code ./revoke site} has written
     * @param work an empty folder for the files of a question
     * @param port on which it listens; 0 for one that is free
     */
    public Server(final Path site, final Path work, final int port) throws IOException {
        this.site = site.toAbsolutePath().normalize();
        this.work = work;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    private static String token() {
        final byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The address of the page with the form. */
    public URI address() {
        return URI.create(origin() + "/" + token + "/ask.html");
    }

    private String origin() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(final HttpExchange x) throws IOException {
        try (x) {
            answer(x);
        }
    }

    private void answer(final HttpExchange x) throws IOException {
        try {
            final String path = x.getRequestURI().getPath();
            final String begin = "/" + token + "/";
            if (isForeign(x.getRequestHeaders())) {
                say(x, 403, "this server answers only its own pages, at " + origin());
            } else if (!path.startsWith(begin)) {
                say(x, 404, "there is no such page; the address that ./revoke serve has printed holds a token");
            } else if (path.equals(begin + "ask")) {
                ask(x);
            } else if (!x.getRequestMethod().equals("GET") && !isHead(x)) {
                say(x, 405, "a page can only be read");
            } else if (path.equals(begin + "served.js")) {
                send(x, "js", "const revokeServed = true;\n".getBytes(StandardCharsets.UTF_8));
            } else {
                page(x, path.substring(begin.length()));
            }
        } catch (IOException e) {
            if (x.getResponseCode() >= 0) {
                throw e; // The answer has begun, and breaks off.
            }
            say(x, 500, Undecided.of(e).getMessage());
        }
    }

    private boolean isForeign(final Headers headers) {
        final String origin = headers.getFirst("Origin");
        return !List.of(origin().substring("http://".length())).equals(headers.get("Host")) || origin != null && !origin.equals(origin());
    }

    private void page(final HttpExchange x, final String name) throws IOException {
        if (!name.matches("[\\w./-]*")) {
            say(x, 404, "there is no such page");
            return;
        }
        final Path file = site.resolve(name.isEmpty() ? "index.html" : name).normalize();
        final String type = name.isEmpty() ? "html" : name.substring(name.lastIndexOf('.') + 1);
        if (!file.startsWith(site) || !TYPES.containsKey(type) || !Files.isRegularFile(file)
                || !file.toRealPath().startsWith(site.toRealPath())) {
            say(x, 404, "there is no such page");
            return;
        }
        send(x, type, Files.readAllBytes(file));
    }

    private void ask(final HttpExchange x) throws IOException {
        if (!x.getRequestMethod().equals("POST")) {
            say(x, 405, "a question is sent by POST");
            return;
        }
        final byte[] said = x.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (said.length > MOST_BYTES) {
            x.getRequestBody().transferTo(OutputStream.nullOutputStream()); // A browser reads the answer only then.
            say(x, 413, "more than " + MOST_BYTES + " bytes: ask on the command line");
            return;
        }
        if (!free.tryAcquire()) {
            say(x, 503, "another question is being answered; ask again when that has ended");
            return;
        }
        String refusal = "";
        try {
            final String kind = String.valueOf(x.getRequestURI().getQuery());
            final Path log = work.resolve("answer.txt");
            Files.deleteIfExists(log);
            final List<String> command = Question.named(kind.replaceFirst("^kind=", "")).command(said, work);
            headers(x, "text/plain; charset=utf-8");
            x.sendResponseHeaders(200, 0);
            new Answer(command, log).send(x.getResponseBody());
        } catch (Undecided e) {
            refusal = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release(); // Before the answer ends: its reader may ask again at once.
        }
        if (refusal.isEmpty()) {
            x.getResponseBody().close();
        } else {
            say(x, 400, refusal);
        }
    }

    private static void say(final HttpExchange x, final int status, final String text) throws IOException {
        final byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        headers(x, "text/plain; charset=utf-8");
        body(x, status, bytes);
    }

    private static void send(final HttpExchange x, final String type, final byte[] bytes) throws IOException {
        headers(x, TYPES.get(type));
        body(x, 200, bytes);
    }

    private static void body(final HttpExchange x, final int status, final byte[] bytes) throws IOException {
        final boolean none = bytes.length == 0 || isHead(x);
        x.sendResponseHeaders(status, none ? -1 : bytes.length);
        if (!none) {
            x.getResponseBody().write(bytes);
        }
    }

    private static boolean isHead(final HttpExchange x) {
        return x.getRequestMethod().equals("HEAD");
    }

    private static void headers(final HttpExchange x, final String type) {
        final Headers h = x.getResponseHeaders();
        h.set("Content-Type", type);
        h.set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:");
        h.set("X-Content-Type-Options", "nosniff");
        h.set("Referrer-Policy", "no-referrer");
        h.set("Cache-Control", "no-store");
    }
}
