package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.node.ObjectNode;

/** A run directory that other machines see, too, of which a file in it is all that this one hears. */
class SharedRunDirectoryTest {

    private static final String INTERVAL = "bakeoff.leaseMillis";

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 20}},
             "models": {"first": {"plugin": "mean"}},
             "training": {"epochs": %d, "batchSize": 16, "validation": 0, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void renewOften() {
        System.setProperty(INTERVAL, "50");
    }

    @AfterEach
    void renewAsUsual() {
        System.clearProperty(INTERVAL);
    }

    @Test
    void aRunThatAnotherMachineTookOverStops() throws IOException {
        Path lease = run().resolve(LeaseFile.NAME);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> experiment(100_000).run(event -> {
                    // As if this machine had slept while the other one took over.
                    if (event instanceof Progress.EpochEnded) {
                        leaveLeaseOfAnotherMachine(lease);
                    }
                }))
                .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code)
                .returns(ErrorLocation.of(run()), BakeoffException::location);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        // It is the other machine's to give back.
        assertThat(lease).content().contains("another");
    }

    @Test
    void aRunThatDiedOnAnotherMachineIsResumed() throws IOException {
        experiment(2).run(event -> {
            if (event instanceof Progress.DataReady) {
                leaveLeaseOfAnotherMachine(folder.resolve("copy"));
            }
        });
        Files.delete(run().resolve("trials/first-1/result.json"));
        Files.copy(folder.resolve("copy"), run().resolve(LeaseFile.NAME));

        assertThat(experiment(2).run(event -> {}).complete()).isTrue();
        assertThat(run().resolve(LeaseFile.NAME)).doesNotExist();
    }

    /** Writes what the lease of this run would be, had another machine taken it. */
    private void leaveLeaseOfAnotherMachine(Path file) {
        try {
            ObjectNode lease = lease();
            for (String key : new String[] {"host", "machine", "token"}) {
                lease.put(key, "another");
            }
            Files.writeString(file, Json.COMPACT.writeValueAsString(lease));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the lease of this run, again where it is being renewed. */
    private ObjectNode lease() throws IOException {
        JacksonException torn = new StreamReadException("never read");
        for (int reading = 0; reading < 10_000; reading++) {
            try {
                return (ObjectNode) Json.COMPACT.readTree(Files.readString(run().resolve(LeaseFile.NAME)));
            } catch (JacksonException e) {
                torn = e;
            }
        }
        throw torn;
    }

    private Path run() {
        return folder.resolve("run");
    }

    private Experiment experiment(int epochs) {
        return Experiment.builder()
                .spec(SPEC.formatted(epochs))
                .out(run())
                .cache(folder.resolve("cache"))
                .workers(0)
                .build();
    }
}
