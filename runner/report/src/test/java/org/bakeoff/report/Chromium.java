package org.bakeoff.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bakeoff.io.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A headless Chromium with one page, driven by its DevTools protocol; it remembers what the page did. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    /** Only ends what hangs. */
    private static final int LIMIT_MINUTES = 10;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final List<JsonNode> events = new ArrayList<>();
    private int commands;
    private String session = "";

    private Chromium(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .join();
    }

    /** The browser's program, where one is installed. */
    public static Optional<Path> program() {
        return Optional.ofNullable(System.getenv("PATH")).stream()
                .flatMap(path -> List.of(path.split(java.io.File.pathSeparator, -1)).stream())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether there is one, for tests that need it. */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    public static Chromium start(Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-extensions",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith("DevTools listening on ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended before it listened, with exit code " + process.waitFor());
        }
        Thread drain = new Thread(() -> output.lines().forEach(rest -> {}));
        drain.setDaemon(true);
        drain.start();
        Chromium browser = new Chromium(process, line.substring("DevTools listening on ".length()));
        String target = browser.send("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asString();
        browser.session = browser.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            browser.send(domain + ".enable", Map.of());
        }
        return browser;
    }

    /** Sets the size of the window, and whether the user likes it dark. */
    public void view(int width, int height, boolean dark) throws InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Opens a page and waits until its expression is true. */
    public void open(URI page, String ready) throws InterruptedException {
        events.clear();
        send("Page.navigate", Map.of("url", page.toString()));
        await(ready);
    }

    /** Waits until an expression is true of a page that is loaded; while one is left for another, it has no value. */
    public void await(String expression) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LIMIT_MINUTES);
        String all = "document.readyState === 'complete' && (" + expression + ")";
        while (!answer("Runtime.evaluate", Map.of("expression", all, "returnByValue", true))
                .path("result")
                .path("result")
                .path("value")
                .asBoolean(false)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the page never came to " + expression + ": " + complaints());
            }
            Thread.sleep(50);
        }
    }

    /** The value of an expression. */
    public JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode answer = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** The value of an expression that is a list of texts. */
    public List<String> texts(String expression) throws InterruptedException {
        return evaluate(expression).valueStream().map(value -> value.asString()).toList();
    }

    /** The value of an expression that is a whole number. */
    public int number(String expression) throws InterruptedException {
        return evaluate(expression).asInt();
    }

    /** Clicks in the middle of an element as a person would, when it is there. */
    public void click(String selector) throws InterruptedException {
        String element = "document.querySelector(" + Json.COMPACT.writeValueAsString(selector) + ")";
        await(element + " !== null");
        JsonNode at = evaluate("(() => { const e = " + element
                + "; e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.get(0).asDouble(),
                            "y",
                            at.get(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Everything in the console and the log, security violations included. */
    public List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                        .contains(event.path("method").asString()))
                .map(event -> event.path("params").toString())
                .toList();
    }

    /** The addresses that were asked for since the page was opened. */
    public List<String> requests() {
        return events.stream()
                .filter(event -> event.path("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.path("params").path("request").path("url").asString())
                .toList();
    }

    /** A picture of the whole page, as PNG. */
    public byte[] screenshot() throws InterruptedException {
        JsonNode answer = send("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(answer.path("data").asString());
    }

    /** Sends a command and returns its result. */
    public JsonNode send(String method, Map<String, ?> parameters) throws InterruptedException {
        JsonNode answer = answer(method, parameters);
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    /** Sends a command and returns its result or its error: a page that is left for another has no value. */
    private JsonNode answer(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++commands;
        ObjectNode command = Json.COMPACT.createObjectNode();
        command.put("id", id).put("method", method).set("params", Json.COMPACT.valueToTree(parameters));
        if (!session.isEmpty()) {
            command.put("sessionId", session);
        }
        socket.sendText(command.toString(), true).join();
        while (true) {
            JsonNode message = messages.poll(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (message == null) {
                throw new AssertionError("Chromium didn't answer " + method);
            }
            if (message.path("id").asInt(0) == id) {
                return message;
            }
            events.add(message);
        }
    }

    /** Lets it remove what it keeps in the folder for temporary files, unless it no longer answers. */
    @Override
    public void close() {
        socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true)
                .thenCompose(sent -> process.onExit())
                .orTimeout(1, TimeUnit.MINUTES)
                .exceptionally(failure -> process)
                .join();
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** Puts messages together that come in parts. */
    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(Json.COMPACT.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
