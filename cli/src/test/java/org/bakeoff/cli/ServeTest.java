package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.report.Chromium;
import org.bakeoff.web.PageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bakeoff serve} as its user meets it. */
class ServeTest {

    @TempDir
    private Path folder;

    @Test
    void whatCanNotBeServedIsSaid() throws Exception {
        assertThat(Ran.here(folder, "serve", "./nothing").code()).isEqualTo(2);
        assertThat(Ran.here(folder, "serve", "./", "--port", "70000").code()).isEqualTo(2);
        for (String elsewhere : List.of("hdfs://someone:secret@host/runs", "s3a://bucket/runs", "file:/runs")) {
            Ran ran = Ran.here(folder, "serve", elsewhere);
            assertThat(ran.code()).as(elsewhere).isEqualTo(2);
            assertThat(ran.err()).contains("DIR").doesNotContain("secret");
        }
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.here(folder, "serve", "./", "--port", Integer.toString(other.getLocalPort()));
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).contains("--port " + other.getLocalPort());
        }
    }

    /** What is left of a model's seeds isn't shown as if it were the model's. */
    @Test
    void thePlaygroundNamesSeedsThatCanNotAnswer() throws Exception {
        Files.writeString(folder.resolve("words.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 60, "test": 20, "length": 28}},
                 "models": {"words": {"plugin": "bagofwords"}},
                 "training": {"epochs": 1, "seeds": [1, 2, 3]}, "evaluators": [{"plugin": "accuracy"}]}
                """);
        Ran ran = Ran.here(folder, "run", "./words.json", "--out", "./runs/words", "--workers", "0");
        assertThat(ran.code()).as(ran.err()).isZero();
        for (int seed : List.of(1, 2)) {
            Path weights = folder.resolve("runs/words/trials/words-" + seed + "/model/weights.safetensors");
            byte[] bytes = Files.readAllBytes(weights);
            bytes[bytes.length - 3] ^= 1;
            Files.write(weights, bytes);
        }

        try (PageServer server = PageServer.start(folder.resolve("runs"), 0, List.of(), Optional.empty())) {
            HttpRequest question = HttpRequest.newBuilder(server.address().resolve("ask?at=words"))
                    .header("Origin", "http://" + server.address().getAuthority())
                    .POST(HttpRequest.BodyPublishers.ofString("text=good"))
                    .build();
            String page = HttpClient.newHttpClient()
                    .send(question, HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(page).contains("Not all seeds answer", "words-1", "words-2", "<strong>");
        }
    }

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    /** A run of a process of its own is shown, interrupted and resumed. */
    @Test
    @Tag("endurance")
    @DisabledOnOs(OS.WINDOWS)
    void aRunIsInterruptedAndResumedByThePage() throws Exception {
        Ran.assumeInterrupts();
        Files.writeString(folder.resolve("long.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 400, "test": 40, "length": 60}},
                 "models": {"rnn": {"plugin": "simplernn", "config": {"embedding": 4, "hiddenUnits": [4]}}},
                 "training": {"epochs": 100000, "threads": 1, "seeds": [1, 2]}, "evaluators": [{"plugin": "accuracy"}]}
                """);
        Ran.Running run = start("run", "long.json", "--workers", "0", "--out", "runs/long");
        run.await(() -> Files.exists(folder.resolve("runs/long/trials/rnn-1/history.jsonl")));
        Ran.Running serve = start(
                Map.of("JAVA_TOOL_OPTIONS", "-Dhttps.proxyPassword=hunter2xK9"),
                List.of(
                        "-Dbakeoff.token=given",
                        "@" + Files.writeString(folder.resolve("options"), "\"-Dkey.password=a b\\\"hunter3\"")),
                "serve",
                "--control");
        serve.await(() -> Files.readString(serve.out()).contains("\n"));
        URI page = URI.create(Files.readString(serve.out()).replace("Open ", "").strip());

        assertThat(get(page.resolve("run?at=long"))).contains("running</span>", "rnn-1");
        Path copy = Files.createDirectories(folder.resolve("runs/copy"));
        for (String name : List.of("spec.json", "run.json", "run.lock", "run.lease")) {
            Files.copy(folder.resolve("runs/long").resolve(name), copy.resolve(name));
        }
        assertThat(post(page, "interrupt", "copy"))
                .as("the process has another folder")
                .isEqualTo(409);
        assertThat(run.process().isAlive()).isTrue();
        assertThat(post(page, "interrupt")).isEqualTo(303);
        // Another page, or another click.
        run.await(() -> Files.readString(run.err()).contains("Interrupted"));
        assertThat(post(page, "interrupt")).isIn(303, 409);
        assertThat(run.end().code()).isEqualTo(130);
        assertThat(folder.resolve("runs/long/run.lock"))
                .as("it ended by itself")
                .doesNotExist();
        assertThat(folder.resolve("runs/long/trials/rnn-1/checkpoint/state.safetensors"))
                .exists();
        assertThat(get(page.resolve("run?at=long"))).contains("interrupted</span>");

        Files.writeString(copy.resolve("spec.json"), "{}");
        assertThat(answer(page, "resume", "copy").body())
                .as("Java says first which variables it has read")
                .contains("That didn't work", "spec.json")
                .doesNotContain("Picked up", "hunter");
        assertThat(post(page, "resume")).isEqualTo(303);
        assertThat(get(page.resolve("run?at=long"))).contains("running</span>");
        Path resumed = Path.of(
                "/proc", Files.readString(folder.resolve("runs/long/run.lock")).strip());
        if (Files.exists(resumed)) {
            assertThat(Files.readString(resumed.resolve("cmdline")))
                    .as("all users may read it")
                    .doesNotContain("hunter")
                    .contains("-Dbakeoff.token=given");
            Process properties = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd",
                            resumed.getFileName().toString(),
                            "VM.system_properties")
                    .start();
            assertThat(properties.inputReader().lines()).contains("key.password=a b\"hunter3");
            assertThat(Files.readString(resumed.resolve("environ"))).contains("hunter2xK9");
        }
        assertThat(post(page, "resume")).as("it runs already").isEqualTo(409);
        assertThat(post(page, "interrupt")).isEqualTo(303);
        serve.await(() -> Files.notExists(folder.resolve("runs/long/run.lock")));

        new ProcessBuilder("kill", "-INT", Long.toString(serve.process().pid()))
                .start()
                .waitFor();
        assertThat(serve.end().code()).isEqualTo(130);
    }

    /** A run of real workers, of which one is killed, in a real browser from its first epoch to its report. */
    @Test
    @Tag("endurance")
    @DisabledOnOs(OS.WINDOWS)
    @EnabledIf(
            value = "org.bakeoff.report.Chromium#isInstalled",
            disabledReason = "there is no chromium and no google-chrome on the PATH")
    void aRunIsFollowedUntilItIsOver() throws Exception {
        Files.writeString(folder.resolve("live.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 400, "test": 100, "length": 28}},
                 "models": {"rnn": {"plugin": "simplernn", "config": {"embedding": 8, "hiddenUnits": [8]}},
                  "lstm": {"plugin": "lstm", "config": {"embedding": 8, "hiddenUnits": [8]}}},
                 "training": {"epochs": 100, "batchSize": 16, "validation": 60, "threads": 1, "seeds": [1, 2, 3]},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
        Ran.Running serve = start("serve");
        serve.await(() -> Files.readString(serve.out()).contains("\n"));
        URI page = URI.create(Files.readString(serve.out()).replace("Open ", "").strip());
        Ran.Running run = start("run", "live.json", "--workers", "2", "--out", "runs/live");
        Path trials = folder.resolve("runs/live/trials");
        run.await(() -> Files.exists(folder.resolve("runs/live/spec.json")));

        try (Chromium chromium = Chromium.start(folder.resolve("profile"))) {
            chromium.view(1280, 800, false);
            chromium.open(page.resolve("run?at=live"), "document.querySelectorAll('.trials tbody tr').length === 6");
            chromium.await(POINTS + " > 0");
            int points = chromium.evaluate(POINTS).asInt();
            chromium.await(POINTS + " > " + points);

            run.process().descendants().findFirst().orElseThrow().destroyForcibly();
            run.await(() -> retried(trials));
            // The second attempt would be over before a slow browser had looked.
            Ran.signal("STOP", run.process().descendants());
            chromium.await("document.getElementById('trials').textContent.includes('second attempt')");
            Ran.signal("CONT", run.process().descendants());

            run.await(() -> ended(trials, "rnn") && ended(trials, "lstm"));
            Ran.signal("STOP", run.process().descendants());
            chromium.await("document.querySelectorAll('.interim tbody tr').length > 1");
            assertThat(chromium.evaluate("document.querySelector('.interim thead').textContent")
                            .asString())
                    .contains("vs. ");
            Ran.signal("CONT", run.process().descendants());

            assertThat(run.end().code()).isZero();
            chromium.await("document.querySelector('#verdict h2') !== null");
            assertThat(chromium.evaluate("document.querySelector('.title .state').textContent")
                            .asString())
                    .isEqualTo("finished");
            assertThat(chromium.complaints()).isEmpty();
            assertThat(chromium.requests()).allMatch(request -> request.startsWith("http://" + page.getAuthority()));
        }
    }

    /** How many points the curves have. */
    private static final String POINTS =
            "[...document.querySelectorAll('#curves .chart')].reduce((sum, e) => sum + Number(e.dataset.points || 0), 0)";

    private static boolean retried(Path trials) throws IOException {
        try (Stream<Path> files = Files.walk(trials)) {
            return files.anyMatch(file -> file.endsWith("retried.json"));
        }
    }

    private static boolean ended(Path trials, String model) {
        return IntStream.rangeClosed(1, 3)
                .anyMatch(seed -> Files.exists(trials.resolve(model + "-" + seed + "/result.json")));
    }

    private Ran.Running start(String... arguments) throws IOException {
        return start(Map.of(), List.of(), arguments);
    }

    private Ran.Running start(Map<String, String> variables, List<String> options, String... arguments)
            throws IOException {
        Files.createDirectories(folder.resolve("runs"));
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("BAKEOFF_CACHE", folder.resolve("cache").toString());
        Ran.Running running = Ran.start(folder, environment, Ran.bakeoff(options, List.of(arguments)));
        started.add(running.process());
        return running;
    }

    private static String get(URI page) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int post(URI page, String action) throws IOException, InterruptedException {
        return post(page, action, "long");
    }

    private static int post(URI page, String action, String run) throws IOException, InterruptedException {
        return answer(page, action, run).statusCode();
    }

    private static HttpResponse<String> answer(URI page, String action, String run)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(page.resolve(action + "?at=" + run))
                                .header("Origin", "http://" + page.getAuthority())
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
