package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.LogRecord;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets of specs and options stand in nothing that any command writes or says, at any level of the log. */
class SecretsTest {

    private static final String VARIABLE = System.getenv("BAKEOFF_TEST_SECRET");

    /** What every secret here begins with. */
    private static final String PLANTED = "planted-";

    private final Logger log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.bakeoff");
    private final Level level = log.getLevel();
    private final Level oursLevel = ours.getLevel();
    private final Instant start = Instant.now();
    private final List<String> said = new ArrayList<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void serve() throws IOException {
        log.setLevel(Level.DEBUG);
        ours.setLevel(Level.DEBUG);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", SecretsTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        log.setLevel(level);
        ours.setLevel(oursLevel);
    }

    /** The driver of PostgreSQL logs each URL that it can't read. */
    @Test
    void whatADriverLogsHasNoSecrets() {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setErr(err);
            LogRecord message =
                    new LogRecord(java.util.logging.Level.WARNING, "JDBC URL contains too many / characters: {0}");
            message.setParameters(new Object[] {"jdbc:postgresql://host/a/b?user=u&password=" + PLANTED + "8 9"});
            new JavaLog.Lines().publish(message);
            LogRecord fault = new LogRecord(java.util.logging.Level.SEVERE, "can't be read");
            fault.setThrown(new IllegalStateException("broken", new IOException("at http://u:" + PLANTED + "@h/")));
            new JavaLog.Lines().publish(fault);
            LogRecord without = new LogRecord(java.util.logging.Level.SEVERE, null);
            without.setThrown(new UnreadableException());
            new JavaLog.Lines().publish(without);
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "WARNING: JDBC URL contains too many / characters: jdbc:postgresql:***",
                        "SEVERE: can't be read: java.lang.IllegalStateException: broken: java.io.IOException: at"
                                + " http://***:***@h/",
                        "SEVERE: null: " + UnreadableException.class.getName());
    }

    /** Who writes to the log, as {@code log(SEVERE, e.getMessage(), e)}, is no worse for it. */
    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("it has none");
        }
    }

    /** Gives a file to those who say who they are, and another one for another token. */
    private static void answer(HttpExchange exchange) throws IOException {
        String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String who = login.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(login.substring("Basic ".length())), StandardCharsets.UTF_8)
                : "";
        boolean known = who.startsWith("planted-user:planted-pass") || who.equals(VARIABLE + ":" + VARIABLE);
        StringBuilder csv = new StringBuilder("label,text\n");
        boolean other = String.valueOf(exchange.getRequestURI().getQuery()).contains("planted-other");
        for (int row = 0; row < 40; row++) {
            csv.append(row % 2 == 0 ? "good," : "bad,")
                    .append(other ? "z" : "w")
                    .append(row % 7)
                    .append('\n');
        }
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, known ? body.length : -1);
        if (known) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Test
    void aLoginAndATokenInAUrl() throws Exception {
        String url = url("planted-user:planted-pass-1@", "/reviews.csv?token=planted-token-1&set=" + VARIABLE);
        Path spec = spec("mine.json", "text", "train", url);
        Path out = folder.resolve("r");

        assertThat(said(0, "validate", spec)).contains("//***:***@", "?token=***&set=***");
        said(0, "data", spec, "--html", folder.resolve("data.html"));
        said(0, "export", spec, "--out", folder.resolve("export"));
        said(0, "run", spec, "--out", out, "--workers", "0");
        assertThat(Files.readString(out.resolve("spec.json"))).contains("//***:***@", "?token=***&set=***");
        JsonNode source =
                Json.COMPACT.readTree(Files.readString(out.resolve("run.json"))).at("/data/0");
        assertThat(source.path("sha256").asString()).isEqualTo(Sha256.of(Files.readAllBytes(downloaded(url))));
        FileTime trained = trained(out);

        said(0, "run", spec, "--out", out, "--workers", "0");
        Path changed = spec("changed.json", "text", "train", url.replace("pass-1", "pass-2"));
        said(0, "run", changed, "--out", out, "--workers", "0");
        assertThat(trained(out)).isEqualTo(trained);
        Path other = spec("other.json", "text", "train", url.replace("token-1", "other"));
        assertThat(said(2, "run", other, "--out", out, "--workers", "0")).contains("reviews.csv?token=***&set=***");

        said(0, "report", out);
        said(0, "predict", out, "w1 w2");
        said(0, "plugins");
        for (String[] again : new String[][] {
            {"run", out + "/spec.json", "--out", out.toString()},
            {"reproduce", out.toString()},
            {"compare", out.toString(), "--out", folder + "/both"}
        }) {
            assertThat(said(2, (Object[]) again)).contains("/dataset/config/train", "${PASSWORD}");
        }
        assertNothingIsPlanted();
    }

    @Test
    void variablesInAUrl() throws Exception {
        String url = url("${BAKEOFF_TEST_SECRET}:${BAKEOFF_TEST_SECRET}@", "/reviews.csv?token=${BAKEOFF_TEST_SECRET}");
        Path spec = spec("mine.json", "text", "train", url);
        Path out = folder.resolve("r");

        assertThat(said(0, "validate", spec)).contains(url);
        said(0, "run", spec, "--out", out, "--workers", "0");
        FileTime trained = trained(out);
        assertThat(Files.readString(out.resolve("spec.json"))).contains(url);
        said(0, "run", out + "/spec.json", "--out", out, "--workers", "0");
        assertThat(trained(out)).isEqualTo(trained);
        assertThat(said(0, "reproduce", out, "--workers", "0")).contains("dentical");
        said(0, "compare", out, "--out", folder.resolve("both"));
        assertNothingIsPlanted();
    }

    @Test
    void failuresShowNone() throws Exception {
        fail(
                List.of(
                        url("planted-user:planted-wrong@", "/a.csv?token=planted-token-2"),
                        "http://planted-user:planted pass-4@127.0.0.1:1/a b.csv?token=planted token-4"),
                List.of("jdbc:duckdb:/no/such/folder/a.db?token=planted-token-1"));
        assertNothingIsPlanted();
    }

    @Test
    @Tag("endurance")
    void noFailureShowsAny() throws Exception {
        List<String> urls = List.of(
                "http://planted-user:planted-pass-3@127.0.0.1:1/a.csv?token=planted-token-3",
                "http://planted-user:planted-pass-3@no-such-host.invalid/a.csv?token=planted-token-3",
                "http://planted-user:planted/pass-5@127.0.0.1:1/a.csv?planted-token-5",
                "http:planted-user:planted-pass-6@127.0.0.1/a.csv?token=planted-token-6",
                "htps//planted-user:planted-pass-7@127.0.0.1/a.csv?token=planted-token-7",
                "s3://planted-user:planted-pass-8@bucket/a.csv?token=planted-token-8",
                " http://planted-user:planted-pass-9@127.0.0.1/a.csv?token=planted-token-9",
                "http://planted-token@/a.csv",
                "http://planted-user:planted-pass@host\u0000/a.csv",
                "${BAKEOFF_TEST_SECRET}");
        fail(
                urls,
                List.of(
                        "jdbc:nothing://planted-user:${BAKEOFF_TEST_SECRET}@host/a?password=${BAKEOFF_TEST_SECRET}",
                        "jdbc:oracle:thin:planted-user/planted-pass@//host:1/a"));
        said(2, "run", spec("bad.json", "sql", "url", "jdbc:nothing://planted-user:planted-pass@host/a"));
        said(2, "run", spec("bad.json", "sql", "password", "planted-pass"));
        Path fine = spec("fine.json", "text", "train", "mine.csv");
        String url = "https://planted-user:planted-pass-of-some-length-that-is-cut@host/a?token=planted-token";
        said(2, "run", fine, "--set", "/dataset/config/train=" + url);
        said(2, "run", fine, "--set", "/dataset/config/length=\"" + url + "\"");
        said(2, "run", fine, "--set", "/models/words/config=[\"" + url + "\"]");
        said(0, "doctor");
        assertNothingIsPlanted();
    }

    /** Runs commands on sources that can't be read. */
    private void fail(List<String> urls, List<String> databases) throws IOException {
        Files.writeString(folder.resolve("mine.csv"), "label,text\ngood,a\nbad,b\n");
        for (String url : urls) {
            for (String key : List.of("train", "test")) {
                Path spec = spec("bad.json", "text", key, url);
                said(1, "run", spec, "--out", folder.resolve("bad"), "--workers", "0");
                said(1, "data", spec);
            }
            said(1, "run", spec("bad.json", "imdb", "source", url), "--out", folder.resolve("bad"));
        }
        for (String url : databases) {
            said(1, "run", spec("bad.json", "sql", "url", url), "--out", folder.resolve("bad"));
        }
    }

    @Test
    void optionsShowNone() throws Exception {
        assertThat(said(2, "run", spec("bad.json", "text", "train", "http://h/a?t=planted-1&x=${BAKEOFF_NOT_SET}")))
                .contains("/dataset/config/train", "BAKEOFF_NOT_SET");
        Path fine = spec("fine.json", "text", "train", "mine.csv");
        said(2, "run", fine, "--set", "/dataset/config/password=planted-pass");
        said(2, "run", fine, "--set", "/dataset/config={\"password\": \"planted-pass\"}");
        said(2, "run", fine, "--set", "/models/words/config=[{\"password\": \"planted-pass\"}]");
        said(
                2,
                "run",
                spec("sql.json", "sql", "url", "jdbc:duckdb:"),
                "--set",
                "/dataset/config/password=[\"planted-1\"]");
        said(2, "run", fine, "--out", "s3a://planted-key:planted-secret@bucket/run");
        said(2, "run", fine, "--out", "s3a://planted-key:planted secret@bucket/run");
        said(2, "run", fine, "--executor", "none", "--conf", "spark.a.secret=planted-1", "--conf", "spark.b:planted-2");
        said(2, "run", fine, "--cnf", "spark.a.secret=planted-1", "https://planted:planted@host/a?b=planted");
        said(2, "spark.a.secret=planted-1");
        assertNothingIsPlanted();
    }

    private String url(String login, String path) {
        return "http://" + login + "127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Path spec(String name, String dataset, String key, String value) throws IOException {
        ObjectNode config = Json.COMPACT.createObjectNode();
        if (dataset.equals("text")) {
            config.put("train", "mine.csv");
        }
        if (dataset.equals("sql")) {
            config.put("query", "SELECT 1");
        }
        return Files.writeString(folder.resolve(name), """
                {"name": "mine", "dataset": {"plugin": "%s", "config": %s},
                 "models": {"words": {"plugin": "bagofwords"}},
                 "training": {"epochs": 1, "seeds": [1], "device": "cpu"},
                 "evaluators": [{"plugin": "accuracy"}]}
                """.formatted(dataset, config.put(key, value)));
    }

    private static FileTime trained(Path out) throws IOException {
        return Files.getLastModifiedTime(out.resolve("trials/words-1/result.json"));
    }

    /** Returns the file that a URL was downloaded to, which has its name but not its hash. */
    private static Path downloaded(String url) throws IOException {
        Path folder = Path.of(System.getenv("BAKEOFF_CACHE"), "downloads");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith("-reviews.csv"))
                    .filter(file -> !file.toString().contains(Sha256.of(url)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Runs a command, and returns all that it says. */
    private String said(int code, Object... arguments) throws IOException {
        Ran ran = Ran.here(folder, Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        String all = ran.out() + ran.err();
        said.add(all);
        assertThat(ran.code()).as("%s: %s", Arrays.toString(arguments), all).isEqualTo(code);
        assertThat(all).as(Arrays.toString(arguments)).doesNotContain(PLANTED, "planted ", "planted/", "\tat ");
        return all;
    }

    /** Looks for secrets in what was written here, into the cache, and into the folder for temporary files. */
    private void assertNothingIsPlanted() throws IOException {
        assertThat(said).isNotEmpty();
        List<Path> found = new ArrayList<>();
        for (Path root : List.of(
                folder, Path.of(System.getenv("BAKEOFF_CACHE")), Path.of(System.getProperty("java.io.tmpdir")))) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    boolean given =
                            folder.equals(file.getParent()) && file.toString().endsWith(".json");
                    boolean before = attributes.lastModifiedTime().toInstant().isBefore(start);
                    if (file.toString().contains(PLANTED)) {
                        found.add(file);
                    }
                    if (!given && !before && attributes.isRegularFile() && Files.isReadable(file)) {
                        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                        if (content.contains(PLANTED)) {
                            found.add(file);
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException fault) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        assertThat(found).isEmpty();
    }
}
