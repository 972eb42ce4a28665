package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A trial that was interrupted, when its checkpoint or its history isn't as it left them. */
class DamagedCheckpointTest extends ResumedRun {

    /** The run that is never interrupted. */
    private static TestRun whole;

    /** The run that is interrupted after the second epoch of its first trial. */
    private static TestRun broken;

    @BeforeAll
    static void runs(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("whole"), SPEC);
        breakOff(builder(shared, "broken", SPEC, 0).build(), DamagedCheckpointTest::isSecondEpoch);
        broken = new TestRun(shared.resolve("broken"), whole.result(), List.of());
    }

    private static boolean isSecondEpoch(Progress event) {
        return event instanceof Progress.EpochEnded ended && ended.epoch().epoch() == 2;
    }

    @Test
    void aCheckpointThatCantBeReadIsLeftAlone() throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint");
        Path aside = folder.resolve("aside");
        Files.move(checkpoint, aside);
        Files.createFile(checkpoint);

        assertThat(experiment(SPEC, 0).run(events::add).complete()).isFalse();
        assertThat(events)
                .filteredOn(Progress.TrialFailed.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialFailed) event).failure())
                .asString()
                .contains(checkpoint.resolve("state.safetensors").toString());

        Files.delete(checkpoint);
        Files.move(aside, checkpoint);
        experiment(SPEC, 0).run(events::add);
        assertThat(events).anyMatch(Progress.TrialResumed.class::isInstance);
        assertSameAs(whole);
    }

    /** Every part of a checkpoint: the length of its header, the header, the state in it, the numbers. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.1, 0.5, 1})
    void aCheckpointWithAFlippedBitIsNotGoneOnWith(double place) throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint/state.safetensors");
        flip(checkpoint, (int) (place * (Files.size(checkpoint) - 1)));

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialWarned) event).warning())
                .asString()
                .startsWith("starts again from the beginning, since its checkpoint can't be used: ")
                .contains(checkpoint.toString());
        assertSameAs(whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c", "steps", "batches"})
    void aCheckpointThatNoTrainingHasWrittenIsNotGoneOnWith(String changed) throws IOException {
        broken.copyTo(run());
        Path checkpoint = trial("first-1").resolve("checkpoint/state.safetensors");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(checkpoint)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] json = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(json);
        ObjectNode header = (ObjectNode) Json.COMPACT.readTree(json);
        ObjectNode metadata = (ObjectNode) header.path("__metadata__");
        assertThat(metadata.remove("crc32c")).isNotNull();
        if (!changed.equals("crc32c")) {
            ObjectNode note =
                    (ObjectNode) Json.COMPACT.readTree(metadata.path("note").asString());
            ObjectNode state = (ObjectNode) note.path("state");
            state.put(changed, state.path(changed).asInt() + 1);
            CRC32C checksum = new CRC32C();
            checksum.update(note.toString().getBytes(StandardCharsets.UTF_8));
            checksum.update(bytes.duplicate());
            metadata.put("note", note.toString());
            metadata.put("crc32c", HexFormat.of().toHexDigits((int) checksum.getValue()));
        }
        byte[] again = Json.COMPACT.writeValueAsBytes(header);
        ByteBuffer forged = ByteBuffer.allocate(Long.BYTES + again.length + bytes.remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        forged.putLong(again.length).put(again).put(bytes);
        Files.write(checkpoint, forged.array());

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .hasSize(1);
        assertSameAs(whole);
    }

    /** As a worker leaves it that outlives its run, or who copies folders. */
    @Test
    void aCheckpointOfAnotherTrialIsNotGoneOnWith() throws IOException {
        Path other = folder.resolve("elsewhere/other");
        breakOff(
                builder(other.getParent(), "other", SPEC.replace("0.05", "0.01"), 0)
                        .build(),
                DamagedCheckpointTest::isSecondEpoch);
        broken.copyTo(run());
        for (String name : List.of("history.jsonl", "checkpoint/state.safetensors")) {
            Files.copy(
                    other.resolve("trials/first-1").resolve(name),
                    trial("first-1").resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .hasSize(1);
        assertSameAs(whole);
    }

    /** In what was written before the checkpoint; what was written after it is dropped. */
    @Test
    void aHistoryWithAFlippedBitIsNotGoneOnWith() throws IOException {
        broken.copyTo(run());
        Path history = trial("first-1").resolve("history.jsonl");
        flip(history, 40);

        experiment(SPEC, 0).run(events::add);

        assertThat(events)
                .noneMatch(Progress.TrialResumed.class::isInstance)
                .filteredOn(Progress.TrialWarned.class::isInstance)
                .singleElement()
                .extracting(event -> ((Progress.TrialWarned) event).warning())
                .asString()
                .contains(history.toString());
        assertSameAs(whole);
    }

    @Test
    void epochsAfterTheCheckpointAreTrainedAgain() throws IOException {
        broken.copyTo(run());
        Path history = trial("first-1").resolve("history.jsonl");
        byte[] before = Files.readAllBytes(history);
        Files.writeString(history, "{\"epoch\": 3, \"loss\": 0.1}\n{\"epoch\": 4, \"lo", StandardOpenOption.APPEND);

        experiment(SPEC, 0).run(events::add);

        assertThat(events).anyMatch(Progress.TrialResumed.class::isInstance);
        assertThat(Files.readAllBytes(history)).startsWith(before);
        assertSameAs(whole);
    }

    @Test
    void withoutItsCheckpointATrialStartsAgain() throws IOException {
        broken.copyTo(run());
        Files.delete(trial("first-1").resolve("checkpoint/state.safetensors"));

        experiment(SPEC, 0).run(events::add);

        assertSameAs(whole);
    }
}
