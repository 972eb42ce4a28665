package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.bakeoff.io.Sha256;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {

    @TempDir
    private Path folder;

    private Path file;
    private HistoryFile history;

    @BeforeEach
    void start() {
        file = folder.resolve("history.jsonl");
        history = new HistoryFile(folder);
    }

    @Test
    void aMarkIsTheLengthAndTheHashOfWhatIsThere() throws IOException {
        assertThat(history.mark()).isEqualTo(HistoryFile.Mark.START);
        assertThat(history.read(0)).isEqualTo(TrainingHistory.NONE);
        for (int epoch = 1; epoch <= 3; epoch++) {
            history.add(epoch(epoch, null));
            assertThat(Files.readAllLines(file)).hasSize(epoch);
            assertThat(history.mark()).isEqualTo(new HistoryFile.Mark(Files.size(file), Sha256.of(file)));
        }
        history.force();
        assertThat(history.read(3).epochs()).isEqualTo(3);
        assertThat(history.read(null).epochs()).isEqualTo(3);
    }

    /** Whole lines, and half of one, that a process wrote after its last checkpoint. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"epoch\": 3}\n", "{\"epoch\": 3}\n{\"epo"})
    void resumesAtAMarkWithoutWhatCameAfterIt(String rest) throws IOException {
        history.add(epoch(1, 0.5));
        history.add(epoch(2, 0.5));
        HistoryFile.Mark mark = history.mark();
        Files.writeString(file, rest, StandardOpenOption.APPEND);

        HistoryFile again = new HistoryFile(folder);
        again.resume(mark);
        assertThat(again.mark()).isEqualTo(mark);
        assertThat(Files.size(file)).isEqualTo(mark.bytes());
        again.add(epoch(3, 0.4));
        history.add(epoch(3, 0.4));
        assertThat(again.mark())
                .isEqualTo(history.mark())
                .isEqualTo(new HistoryFile.Mark(Files.size(file), Sha256.of(file)));
    }

    @Test
    void refusesToResumeWhatWasChanged() throws IOException {
        history.add(epoch(1, 0.5));
        history.add(epoch(2, 0.5));
        HistoryFile.Mark mark = history.mark();
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
        refuses(mark);
        assertThat(file).hasBinaryContent(bytes);
        bytes[3] ^= 1;
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refuses(mark);
        Files.delete(file);
        refuses(mark);
        assertThat(file).doesNotExist();
        refuses(new HistoryFile.Mark(-1, mark.sha256()));
    }

    /** Every line is whole; some are missing, or there twice. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "23", "122", "1233", "132"})
    void theEpochsOfATrialFollowEachOther(String epochs) throws IOException {
        for (int index = 0; index < epochs.length(); index++) {
            history.add(epoch(epochs.charAt(index) - '0', 0.5));
        }
        assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> history.read(3));
    }

    private void refuses(HistoryFile.Mark mark) {
        assertThatIOException()
                .isThrownBy(() -> new HistoryFile(folder).resume(mark))
                .withMessage(file + " isn't what it was when the checkpoint was written");
    }

    @Test
    void startsAgain() throws IOException {
        history.add(epoch(1, 0.5));
        new HistoryFile(folder).resume(HistoryFile.Mark.START);
        assertThat(file).doesNotExist();
        history.restart();
        history.add(epoch(1, 0.25));
        assertThat(history.mark()).isEqualTo(new HistoryFile.Mark(Files.size(file), Sha256.of(file)));
    }

    @Test
    void aThreadThatWasInterruptedAddsAnEpochAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            history.add(epoch(1, 0.5));
            history.force();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void anInterruptThatComesWhileAnEpochIsAddedLosesNone() throws Exception {
        Thread self = Thread.currentThread();
        SplittableRandom random = new SplittableRandom(1);
        for (int epoch = 1; epoch <= 300; epoch++) {
            CyclicBarrier together = new CyclicBarrier(2);
            int spins = random.nextInt(300);
            Thread other = new Thread(() -> {
                try {
                    together.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                }
                self.interrupt();
            });
            other.start();
            together.await();
            try {
                history.add(epoch(epoch, 0.5));
            } finally {
                // The interrupt may come after the epoch, and before or during this wait.
                while (other.isAlive()) {
                    Thread.onSpinWait();
                }
                Thread.interrupted();
            }
        }
        assertThat(history.read(300).epochs()).isEqualTo(300);
    }

    @Test
    void aSnapshotByHardLinksStaysAsItIs(@TempDir Path snapshots) throws IOException {
        history.add(epoch(1, 0.5));
        HistoryFile.Mark mark = history.mark();
        Path first = Files.createLink(snapshots.resolve("first"), file);
        history.add(epoch(2, 0.5));
        Path second = Files.createLink(snapshots.resolve("second"), file);
        HistoryFile again = new HistoryFile(folder);
        again.resume(mark);

        assertThat(Files.readAllLines(first)).hasSize(1);
        assertThat(Files.readAllLines(second)).hasSize(2);
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    @Test
    void sumsUpTheEpochs() {
        TrainingHistory sums = TrainingHistory.NONE;
        for (double loss : new double[] {0.5, 0.25, 0.25, 0.75}) {
            sums = sums.and(epoch(sums.epochs() + 1, loss));
        }
        assertThat(sums)
                .isEqualTo(new TrainingHistory(4, Optional.of(epoch(4, 0.75)), Optional.of(epoch(2, 0.25)), 4, 8));
        assertThat(TrainingHistory.NONE.and(epoch(1, null)).and(epoch(2, null)).best())
                .hasValue(epoch(1, null));
    }

    private static Epoch epoch(int number, @Nullable Double loss) {
        return new Epoch(number, 0.5, 0.5, loss, loss, 1, 2);
    }
}
