// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Runs the scripts of the examples for several machines as plain processes, for a shorter time and on two shards. */
@Tag("fork")
@Tag("full")
@Tag("tlc")
final class ExamplesTest {
    private static final String SHARDS = "2";
    private static final String MORE = "--techniques schedules --tests two-*";

    @TempDir
    Path folder;

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(final Object yaml, final Object... path) {
        Object at = yaml;
        for (final Object key : path) {
            at = key instanceof Integer n ? ((List<Object>) at).get(n) : ((Map<String, Object>) at).get(key);
        }
        return (Map<String, Object>) at;
    }

    private static Object read(final String name) throws Exception {
        return new Yaml().load(Files.readString(Tools.home().resolve("stress/examples").resolve(name)));
    }

    private int run(final String script, final Map<String, String> environment) throws Exception {
        Files.deleteIfExists(folder.resolve("revoke"));
        // The command that the launcher runs when everything is built: a test does not build.
        Files.writeString(folder.resolve("revoke"), "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -ea:dmabuf.revoke.impl... " + String.join(" ", Tools.options()) + " -cp '" + ClassPath.behind(List.of()) + "' "
                + Main.class.getName() + " \"$@\"\n");
        assertTrue(folder.resolve("revoke").toFile().setExecutable(true));
        Child child = new Child(List.of("sh", "-c", script), folder.resolve("log"), Limit.minutes(10)).in(folder);
        for (final Map.Entry<String, String> e : environment.entrySet()) {
            child = child.with(e.getKey(), e.getValue());
        }
        return child.run();
    }

    private String said() throws Exception {
        return Files.readString(folder.resolve("log"));
    }

    @SuppressWarnings("unchecked")
    private static String step(final Object workflow, final String job, final String name) {
        final List<Map<String, Object>> steps = (List<Map<String, Object>>) map(workflow, "jobs", job).get("steps");
        return (String) steps.stream().filter(s -> name.equals(s.get("name"))).findFirst().orElseThrow().get("run");
    }

    private void merged(final String from) throws Exception {
        assertEquals(0, run("./revoke merge " + from + "/* --out merged", Map.of()), said());
        assertTrue(said().contains("3 of 3 units") && said().contains("0 failures"), said());
        assertTrue(Files.exists(folder.resolve("merged/index.html")));
    }

    @Test
    void githubActions() throws Exception {
        final Object workflow = read("github-actions.yml");
        final int shards = ((List<?>) map(workflow, "jobs", "shard", "strategy", "matrix").get("shard")).size();
        assertEquals(shards, map(workflow, "env").get("SHARDS"), "as many jobs as shards");
        for (final String n : List.of("1", "2")) {
            final Map<String, String> environment = Map.of("SHARD", n, "SHARDS", SHARDS, "TIME", "1s", "MORE", MORE);
            assertEquals(0, run(step(workflow, "shard", "campaign"), environment), said());
        }
        assertEquals("./revoke merge shards/* --out merged", step(workflow, "merge", "merge"));
        merged("shards");
    }

    @Test
    void kubernetes() throws Exception {
        final Map<String, Object> spec = map(read("kubernetes-job.yaml"), "spec");
        final Map<String, Object> container = map(spec, "template", "spec", "containers", 0);
        final List<?> environment = (List<?>) container.get("env");
        assertEquals(spec.get("completions").toString(), map(environment, 0).get("value"), "as many pods as shards");
        final String script = (String) ((List<?>) container.get("args")).get(0);
        for (final String n : List.of("0", "1", "1")) {
            assertEquals(0, run(script, Map.of(
                    "JOB_COMPLETION_INDEX", n, "SHARDS", SHARDS, "TIME", "1s", "RESULTS", folder.resolve("results").toString(), "MORE", MORE)), said());
        }
        assertTrue(said().contains("are done, "), "the third was a pod that is started again: " + said());
        merged("results");
    }
}
