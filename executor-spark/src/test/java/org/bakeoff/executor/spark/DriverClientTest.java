package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.resource.ResourceInformation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt sends to the driver, without Spark between them. */
class DriverClientTest {

    private static final String LINES = "{\"epoch\": 1}\n".repeat(1000);

    @TempDir
    private Path there;

    @TempDir
    private Path here;

    private final Wire wire = new Wire();
    private DriverClient client;

    /** Brings messages to the driver's end, and counts their bytes. */
    private static final class Wire implements PluginContext {

        private @Nullable DriverEndpoint endpoint;
        private long bytes;

        @Override
        public Object ask(Object message) throws IOException {
            Message received = Message.unpacked(message);
            bytes += received.bytes().length;
            return java.util.Objects.requireNonNull(
                    java.util.Objects.requireNonNull(endpoint).receive(received));
        }

        @Override
        public void send(Object message) throws IOException {
            ask(message);
        }

        @Override
        public MetricRegistry metricRegistry() {
            return new MetricRegistry();
        }

        @Override
        public SparkConf conf() {
            return new SparkConf(false);
        }

        @Override
        public String executorID() {
            return "1";
        }

        @Override
        public String hostname() {
            return "here";
        }

        @Override
        public Map<String, ResourceInformation> resources() {
            return Map.of();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        wire.endpoint = new DriverEndpoint(there);
        client = new DriverClient(wire, "key", 0);
        Files.createDirectory(here.resolve("checkpoint"));
    }

    @Test
    void aCheckpointBringsWhatIsNewInTheHistory() throws IOException {
        checkpoint("one");
        assertThat(client.storeCheckpoint(here, 0)).isZero();
        assertThat(there.resolve("history.jsonl")).doesNotExist();

        add(LINES);
        checkpoint("two");
        long sent = client.storeCheckpoint(here, 0);
        assertThat(sent).isEqualTo(LINES.length());
        assertSame();

        add("{\"epoch\": 2}\n");
        checkpoint("three");
        wire.bytes = 0;
        client.storeCheckpoint(here, sent);
        assertSame();
        assertThat(wire.bytes).isLessThan(50);
    }

    /** It has the lines up to the checkpoint it resumed from, and others after it. */
    @Test
    void anotherAttemptReplacesTheRest() throws IOException {
        add(LINES + LINES);
        checkpoint("one");
        client.storeCheckpoint(here, 0);

        DriverClient another = new DriverClient(wire, "key", 1);
        Files.writeString(here.resolve("history.jsonl"), LINES + "{\"epoch\": 5}\n");
        checkpoint("two");
        another.storeCheckpoint(here, 0);
        assertThat(Files.readString(there.resolve("history.jsonl"))).startsWith(LINES + "{\"epoch\": 5}\n");

        another.end(here);
        assertSame();
    }

    @Test
    void whatALostAttemptWasSendingIsRemoved() throws IOException {
        Message model = Message.of("key", 0, Message.Kind.WRITE).named("model/weights.safetensors", 0, new byte[9]);
        wire.ask(model.packed());
        DriverClient another = new DriverClient(wire, "key", 1);
        Files.writeString(here.resolve("result.json"), "{}");
        another.fetch(Files.createDirectory(here.resolve("fetched")));
        Files.delete(here.resolve("fetched"));
        another.end(here);
        assertThat(there).isDirectoryRecursivelyContaining("glob:**/result.json");
        assertThat(there).isDirectoryNotContaining("glob:**/model");
        assertThatIOException()
                .isThrownBy(
                        () -> wire.ask(Message.of("key", 1, Message.Kind.WRITE).packed()));
        assertThat(there.resolveSibling(there.getFileName() + ".attempt1.tmp")).doesNotExist();
    }

    /** Somebody who may write to the run directory puts it there while the trial runs. */
    @ParameterizedTest
    @ValueSource(strings = {"trials/a-1", "trials"})
    void nothingIsWrittenOrDeletedThroughALinkInPlaceOfTheTrialsFolder(String switched) throws IOException {
        Path trial = Files.createDirectories(there.resolve("run/trials/a-1"));
        wire.endpoint = new DriverEndpoint(trial);
        Path fetched = Files.createDirectory(here.resolve("fetched"));
        client.fetch(fetched);
        Path moved = there.resolve("moved");
        Path place = there.resolve("run").resolve(switched);
        Files.move(place, moved);
        Files.createSymbolicLink(place, moved);
        Path elsewhere = switched.equals("trials") ? moved.resolve("a-1") : moved;
        for (String name : new String[] {"own.txt", "own.tmp", "result.json", "history.jsonl"}) {
            Files.writeString(elsewhere.resolve(name), "mine");
        }

        Files.writeString(fetched.resolve("result.json"), "{}");
        Files.writeString(fetched.resolve("history.jsonl"), LINES);
        Files.writeString(Files.createDirectory(fetched.resolve("checkpoint")).resolve("state.safetensors"), "one");
        assertRefused(() -> client.storeCheckpoint(fetched, 0));
        assertRefused(() -> client.end(fetched));
        assertRefused(() ->
                wire.ask(Message.of("key", 0, Message.Kind.END).names(List.of()).packed()));
        assertRefused(() -> new DriverClient(wire, "key", 1).fetch(here));
        assertThat(elsewhere.toFile().list())
                .containsExactlyInAnyOrder("own.txt", "own.tmp", "result.json", "history.jsonl");
        assertThat(elsewhere.resolve("result.json")).hasContent("mine");
        assertThat(elsewhere.resolve("history.jsonl")).hasContent("mine");
    }

    private static void assertRefused(ThrowingCallable work) {
        assertThatIOException().isThrownBy(work).withMessageContaining("symbolic link");
    }

    private void checkpoint(String text) throws IOException {
        Files.writeString(here.resolve("checkpoint/state.safetensors"), text);
    }

    private void add(String lines) throws IOException {
        Files.writeString(here.resolve("history.jsonl"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void assertSame() {
        for (String name : new String[] {"checkpoint/state.safetensors", "history.jsonl"}) {
            assertThat(there.resolve(name)).hasSameBinaryContentAs(here.resolve(name));
        }
    }
}
