// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Director;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.model.drive.Subject;
import dmabuf.revoke.service.Tools;
import java.io.BufferedReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Impl with the protocol of a guest's agent, to test the code that steers and compares Linux on a machine without a guest. It can
 * be told to lie as a wrong kernel would, or to end.
 */
final class ImplAgent {
    private final Graph graph;
    private final Director director;
    private final String lie;
    private int lines;

    private ImplAgent(final Graph graph, final String lie) {
        this.graph = graph;
        this.director = new Director(graph);
        this.lie = lie;
    }

    /** @param args the socket, the scene, and a lie: {@code none}, {@code flag}, {@code count}, {@code blocked}, {@code warning}, {@code end} */
    public static void main(final String[] args) throws Exception {
        final ImplAgent agent = new ImplAgent(Graphs.of(Tools.open()).scene(args[1]), args[2]);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(args[0]));
            final SocketChannel c = server.accept();
            final BufferedReader in = new BufferedReader(Channels.newReader(c, StandardCharsets.UTF_8));
            write(c, "ready 0");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                write(c, agent.answer(line.split(" ")));
            }
        }
        System.exit(0);
    }

    private static void write(final SocketChannel c, final String line) throws Exception {
        final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            c.write(bytes);
        }
    }

    private String answer(final String[] words) throws Exception {
        if (++lines == 500 && lie.equals("end")) {
            System.exit(7);
        } else if (lines == 500 && lie.equals("warning")) {
            System.out.println("[    9.9] WARNING: CPU: 0 PID: 1 at lib/refcount.c:28");
        }
        switch (words[0]) {
            case "scene" -> scene(List.of(words).subList(1, words.length));
            case "begin" -> director.begin(words[1], words[2], words[3]);
            case "go" -> director.go(director.actor(words[1]));
            case "over" -> director.over(director.actor(words[1]));
            default -> {
                return "stack=[<0>] impl+0x0/0x1";
            }
        }
        return state();
    }

    private void scene(final List<String> kinds) throws Exception {
        for (final int i : graph.initial()) {
            if (List.copyOf(Scene.kinds(graph, i).values()).equals(kinds)) {
                director.reset(i);
                return;
            }
        }
        director.finish();
    }

    private String state() {
        final Exporter e = director.scene().exporter();
        final boolean flag = e.isRevoked() != (lie.equals("flag") && e.isRevoked() && e.count() == 1);
        final StringBuilder text = new StringBuilder("r=OK flag=" + flag + " closed=" + e.isClosed() + " comp=" + e.isComplete()
                + " count=" + (e.count() + (lie.equals("count") && e.count() == 2 ? 1 : 0)) + " outer=" + owner(e.outer().owner())
                + " resv=" + owner(e.buffer().resv().lock().owner()) + " list="
                + String.join(",", e.buffer().attachments().stream().map(a -> director.scene().nameOf(a)).toList()));
        director.scene().importers().forEach((name, i) -> importer(text, name, i));
        for (final Usage u : Usage.values()) {
            text.append(" signaled.").append(u).append('=').append(director.scene().importers().values().stream()
                    .noneMatch(i -> i.jobRuns() && i.job().usage().ordinal() <= u.ordinal()));
        }
        director.actors().stream().filter(a -> a.at() != Subject.At.IDLE).forEach(a -> call(text, a));
        return text.toString();
    }

    private static String owner(final Thread t) {
        return t == null ? "free" : ((Actor) t).process().split(":")[1];
    }

    private static void importer(final StringBuilder text, final String name, final Importer i) {
        final Attachment a = i.attachment();
        text.append(String.format(" mapped.%1$s=%2$s pinned.%1$s=%3$s deferred.%1$s=%4$s dead.%1$s=%5$s job.%1$s=%6$s", name,
                a != null && a.isMapped(), a != null && a.isPinned(), i.isDeferred(), i.isDead(),
                i.jobRuns() ? i.job().usage().name() : "none"));
    }

    private void call(final StringBuilder text, final Actor a) {
        final boolean blocked = director.blocked(a);
        final String how = a.at() == Subject.At.RETURNED ? "returned" : blocked && !lie.equals("blocked") ? "blocked" : "gate";
        final boolean inCallback = a.standsBefore(Step.INVALIDATE_UNMAPPED) || a.standsBefore(Step.CALLBACK_RETURN);
        if (inCallback) {
            text.append(" callback:").append(director.scene().nameOf((Attachment) a.subject)).append("=invalidate/-/").append(how)
                    .append(a.standsBefore(Step.CALLBACK_RETURN) ? "/done" : "/called");
        }
        text.append(' ').append(a.process()).append('=').append(a.op).append('/').append(a.arg).append('/').append(how).append('/')
                .append(a.at() == Subject.At.RETURNED ? a.result : inCallback ? "broadcast" : where(a));
    }

    /** The spec's name of the place before a step. */
    private static String where(final Actor a) {
        if (!a.process().startsWith("exporter")) {
            return a.standsBefore(Step.ATTACH_INSERT) ? "tested" : a.standsBefore(Step.MAP_WAIT) ? "waiting" : "called";
        }
        return switch (a.next) {
            case NOTIFY, BROADCAST_END -> "broadcast";
            case FENCE_WAIT -> "fences";
            case UNMAP_WAIT -> "unmaps";
            default -> a.next.name().toLowerCase(Locale.ROOT).replaceFirst("_.*", "");
        };
    }
}
