package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs whose run directory is on S3: Adobe's S3Mock, which keeps Amazon's protocol. */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class S3Test extends StoredRunContract {

    private static final String BUCKET = "s3a://bakeoff";

    private static Program server;
    private static Map<String, String> settings;
    private static FileSystem s3;

    @BeforeAll
    static void startServer() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = Program.java(
                folder,
                Map.of(),
                List.of(
                        "-Xmx256m",
                        "-Dhttp.port=" + port,
                        "-Dserver.address=127.0.0.1",
                        "-Dserver.port=0",
                        "-Dcom.adobe.testing.s3mock.store.initialBuckets=bakeoff",
                        "-jar",
                        jar().toString()));
        server.await(() -> says("Started S3MockApplication"));
        settings = Map.of(
                "fs.s3a.endpoint",
                "http://127.0.0.1:" + port,
                "fs.s3a.endpoint.region",
                "us-east-1",
                "fs.s3a.path.style.access",
                "true",
                "fs.s3a.access.key",
                "key",
                "fs.s3a.secret.key",
                "secret");
        Configuration configuration = new Configuration();
        settings.forEach(configuration::set);
        s3 = FileSystem.newInstance(URI.create(BUCKET), configuration);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> jars = Files.list(Program.SERVERS)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("s3mock-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean says(String words) {
        try {
            return Files.readString(server.out()).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        s3.close();
        server.kill();
    }

    @Override
    String place(String name) {
        return BUCKET + "/runs/" + name;
    }

    @Override
    Program start(Path cache, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        settings.forEach((name, value) -> all.addAll(List.of("--conf", "spark.hadoop." + name + "=" + value)));
        return Program.bakeoffWithS3(folder, cache, all);
    }

    @Override
    FileSystem files() {
        return s3;
    }

    @Test
    void whatIsOnItsWayLiesInNoFolderThatOthersMayReadOrMake() throws Exception {
        Path open = Path.of("/tmp/hadoop-" + System.getProperty("user.name"), "s3a");
        Files.deleteIfExists(open);

        letTrialsContinue();
        run("unseen", "first").end(0);

        assertThat(open).doesNotExist();
    }

    /** S3 gives nothing of an object that was replaced after it was opened. */
    @Test
    void aLeaseCanBeReadWhileItIsRenewed() throws Exception {
        HadoopLeaseFile lease = new HadoopLeaseFile(s3, new org.apache.hadoop.fs.Path(place("renewed") + "/run.lease"));
        assertThat(lease.create("0")).isTrue();
        CompletableFuture<Void> renewed = CompletableFuture.runAsync(() -> {
            for (int time = 1; time <= 100; time++) {
                try {
                    lease.replace(Integer.toString(time));
                    Thread.sleep(20);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        while (!renewed.isDone()) {
            assertThat(lease.read()).isPresent();
        }
        assertThat(renewed).isCompleted();
        assertThat(lease.read()).hasValue("100");
    }
}
