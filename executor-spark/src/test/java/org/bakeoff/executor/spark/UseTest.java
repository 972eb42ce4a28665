package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of options that can't be and of a cluster that isn't there, and a run without any. */
class UseTest {

    private static final String MASTER = "spark://127.0.0.1:7077";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSpec() throws IOException {
        Files.writeString(folder.resolve("spec.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60}},
                 "models": {"bag": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "device": "cpu"},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
    }

    @Tag("endurance")
    @Test
    void anExecutorThatIsNotThere() throws Exception {
        assertThat(says(2, true, "--executor", "spork", "--master", MASTER)).contains("'spork'", "class path", "spark");
        assertThat(says(2, false, "--executor", "spark", "--master", MASTER)).contains("'spark'", "class path");
    }

    @Tag("endurance")
    @Test
    void aMasterThatIsMissingOrNone() throws Exception {
        assertThat(says(2, true, "--executor", "spark")).contains("--master", "spark://HOST:7077", "local[2]");
        assertThat(says(2, true, "--executor", "spark", "--master", "127.0.0.1:7077"))
                .contains("--master 127.0.0.1:7077", "spark://HOST:7077");
        assertThat(says(2, true, "--master", MASTER)).contains("--executor");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Tag("endurance")
    @Test
    void settingsThatAreNone() throws Exception {
        assertThat(says(2, true, "--executor", "spark", "--master", MASTER, "--conf", "spark.task.cpus"))
                .contains("--conf")
                .contains("spark.task.cpus");
        assertThat(says(2, true, "--executor", "spark", "--master", MASTER, "--conf", "cpus=2"))
                .contains("--conf cpus=***", "'spark.'");
    }

    @Test
    void aMasterThatDoesNotAnswer() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        String master = "spark://127.0.0.1:" + port;
        assertThat(says(1, true, "--executor", "spark", "--master", master))
                .contains("The Spark master at " + master + " can't be used: Connection refused. Check that it runs");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Tag("endurance")
    @Test
    void aFolderForTemporaryFilesThatSparkCannotMake() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(says(
                        1,
                        true,
                        "--executor",
                        "spark",
                        "--master",
                        "local[2]",
                        "--conf",
                        "spark.local.dir=" + file + "/x"))
                .contains(
                        "Spark can write to none of the folders for temporary files that --conf spark.local.dir names");
    }

    /** A file of hosts that Java asks instead of the system stands for a machine whose name is in none. */
    @Test
    void aMachineOfWhoseNameNoAddressIsKnown() throws Exception {
        Path hosts = Files.createFile(folder.resolve("hosts"));
        Program run = Program.java(
                folder,
                Map.of("BAKEOFF_CACHE", folder.resolve("cache").toString()),
                List.of(
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dguice_custom_class_loading=CHILD",
                        "-cp",
                        Program.CLI + "/*:" + Program.SPARK + "/*",
                        "org.bakeoff.cli.Bakeoff",
                        "run",
                        "spec.json",
                        "--executor",
                        "spark",
                        "--master",
                        "local[2]"));
        assertThat(run.end(2).says())
                .contains("Spark needs an address of this machine", "/etc/hosts", "SPARK_LOCAL_IP")
                .doesNotContain("\tat ");
    }

    @Tag("endurance")
    @Test
    void settingsThatSparkRefuses() throws Exception {
        assertThat(says(1, true, "--executor", "spark", "--master", "local[2]", "--conf", "spark.task.cpus=64"))
                .contains("Spark can't be started in this process: The number of cores per executor")
                .doesNotContain("master at");
    }

    @Tag("endurance")
    @Test
    void aDeviceThatSparkWasNotAskedFor() throws Exception {
        assertThat(says(2, true, "--executor", "spark", "--master", MASTER, "--device", "gpu"))
                .contains("/training/device")
                .contains("--conf spark.task.resource.gpu.amount=1");
        assertThat(says(2, true, "--executor", "spark", "--master", MASTER, "--device", "gpu:1"))
                .contains("Spark gives each trial its device; ask for \"gpu\"");
    }

    @Tag("endurance")
    @Test
    void aRunDirectoryThatOnlyAnExecutorReaches() throws Exception {
        Program run = Program.bakeoff(
                folder, folder.resolve("cache"), true, List.of("run", "spec.json", "--out", "hdfs://host/run"));
        assertThat(run.end(2).says()).contains("hdfs://host/run", "--executor");
    }

    @Tag("endurance")
    @Test
    void noClusterIsNeededToTry() throws Exception {
        assertThat(says(0, true, "--executor", "spark", "--master", "local[2]", "--set", "/training/seeds=[1, 2]"))
                .contains("bag-1  done")
                .contains("bag-2  done");
    }

    /** As by an update while the data load: trials would be of other code than the process that began the run, and nothing would say so. */
    @Tag("endurance")
    @Test
    void aJarThatIsReplacedBeforeTheClusterIsAsked() throws Exception {
        Path jar = jar("own.jar");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Files.move(jar("new.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
            byte[] table = IntStream.range(0, 60)
                    .mapToObj(row -> "film " + row + (row % 2 == 0 ? " is good,yes" : " is bad,no"))
                    .collect(Collectors.joining("\n", "text,label\n", "\n"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, table.length);
            exchange.getResponseBody().write(table);
            exchange.close();
        });
        server.start();
        try {
            Files.writeString(folder.resolve("spec.json"), """
                    {"dataset": {"plugin": "text", "config": {"train": "http://127.0.0.1:%d/all.csv", "test": 0.5}},
                     "models": {"bag": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "device": "cpu"},
                     "evaluators": [{"plugin": "accuracy"}]}
                    """.formatted(
                            server.getAddress().getPort()));
            List<String> run =
                    List.of("run", "spec.json", "--out", "run", "--executor", "spark", "--master", "local[1]");
            assertThat(Program.bakeoffWith(jar, folder, folder.resolve("cache"), run)
                            .end(1)
                            .says())
                    .contains(jar + " was replaced");
        } finally {
            server.stop(0);
        }
    }

    private Path jar(String name) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(name));
        }
        return jar;
    }

    private String says(int code, boolean spark, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run", "spec.json", "--out", "run"));
        all.addAll(List.of(arguments));
        return Program.bakeoff(folder, folder.resolve("cache"), spark, all)
                .end(code)
                .says();
    }
}
