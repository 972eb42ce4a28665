package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.LeaseFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a folder without file locks. Each test decides when time passes for which of them. */
class RunLeaseTest {

    private static final int MISSED = 3;

    @TempDir
    private Path folder;

    private LeaseFile file;

    /** Time that passes for a run when the test says so. */
    private static final class Ticks implements Heartbeat.Pause {

        private final Semaphore waiting = new Semaphore(0);
        private final Semaphore over = new Semaphore(0);

        @Override
        public void await(Duration time) throws InterruptedException {
            waiting.release();
            over.acquire();
        }

        /** Lets an interval pass, at whose end the run renews its lease. */
        void tick() throws InterruptedException {
            waiting.acquire();
            over.release();
            // Until it waits again it renews.
            waiting.acquire();
            waiting.release();
        }

        /** Lets an interval pass for a run that then stops. */
        void last() {
            over.release();
        }
    }

    /** Time that passes at once while a run waits for another one, and then no more. */
    private static final class Patience implements Heartbeat.Pause {

        private final AtomicInteger waits = new AtomicInteger();

        @Override
        public void await(Duration time) throws InterruptedException {
            // One more shows that no other run has taken the lease over, too.
            if (waits.incrementAndGet() > MISSED + 1) {
                new CountDownLatch(1).await();
            }
        }
    }

    @BeforeEach
    void name() {
        file = LeaseFile.in(folder);
    }

    private RunLease take(Heartbeat.Pause pause) throws IOException {
        return RunLease.take(
                file,
                folder.toString(),
                ErrorLocation.of(folder),
                new Heartbeat(Duration.ofSeconds(10), MISSED, pause));
    }

    private static LeaseHolder elsewhere(String token, Instant since) {
        return new LeaseHolder("elsewhere", ProcessHandle.current().pid(), since, "elsewhere//", token, "1");
    }

    private void replaceWith(LeaseHolder other) {
        try {
            file.delete();
            assertThat(file.create(other.text())).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunThatRenewsItsLeaseKeepsOthersOut() throws Exception {
        Ticks first = new Ticks();
        try (RunLease held = take(first)) {
            AtomicInteger waits = new AtomicInteger();
            assertThatExceptionOfType(RunDirectoryInUseException.class)
                    .isThrownBy(() -> take(time -> {
                        // It may be late, but not too late.
                        if (waits.incrementAndGet() == MISSED) {
                            first.tick();
                        }
                    }))
                    .returns(ErrorCode.RUN_DIRECTORY_IN_USE, BakeoffException::code)
                    .returns(ErrorLocation.of(folder), BakeoffException::location);
            assertThat(waits).hasValue(MISSED);
            assertThat(held.isLost()).isFalse();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDeadRunsLeaseIsTakenOverWhateverItsClockSaid() throws Exception {
        for (Instant since : new Instant[] {Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z")}) {
            assertThat(file.create(elsewhere("dead", since).text())).isTrue();
            Patience patience = new Patience();
            try (RunLease taken = take(patience)) {
                assertThat(patience.waits).hasValueGreaterThanOrEqualTo(MISSED + 1);
                assertThat(taken.isLost()).isFalse();
            }
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void ofARunThatWasKilledOnThisMachineNobodyWaitsForASign() throws IOException {
        LeaseHolder self = LeaseHolder.ofThisProcess();
        // Systems have no such process.
        LeaseHolder killed = new LeaseHolder("host", Integer.MAX_VALUE, self.since(), self.machine(), "killed", "1");
        assertThat(file.create(killed.text())).isTrue();
        try (RunLease taken = take(new Ticks())) {
            assertThat(taken.isLost()).isFalse();
        }
    }

    @Test
    void whatIsNoLeaseIsTakenOver() throws IOException {
        for (String text : new String[] {
            "",
            "{\"host\": ",
            "null",
            elsewhere("other", Instant.EPOCH).text().replace("elsewhere", "\u001b[31m"),
            "{\"host\": \"a\", \"pid\": 1, \"since\": \"1970-01-01T00:00:00Z\", \"machine\": \"m\", \"beat\": \"1\"}",
            "{\"host\": \"a\", \"pid\": 1, \"token\": \"t\"}"
        }) {
            assertThat(LeaseHolder.parse(text)).isEmpty();
            Files.writeString(folder.resolve(LeaseFile.NAME), text);
            take(new Patience()).close();
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFileOfTheUsersOwnStays() throws IOException {
        Path own = Files.writeString(folder.resolve(LeaseFile.NAME), "the landlord leases\n");
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> take(new Patience()))
                .withMessageContaining(LeaseFile.NAME + " in " + folder + " is a file of your own")
                .extracting(BakeoffException::code)
                .isEqualTo(ErrorCode.FILE_REFUSED);
        assertThat(own).hasContent("the landlord leases");
    }

    /** As HDFS says it of a folder: it is there, and no file is. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatCanNeitherBeMadeNorReadIsRefused() {
        file = new LeaseFile() {
            @Override
            public boolean create(String text) {
                return false;
            }

            @Override
            public Optional<String> read() {
                return Optional.empty();
            }

            @Override
            public void replace(String text) {}

            @Override
            public void delete() {}
        };
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> take(new Patience()))
                .withMessageContaining("can neither be made nor be read");
    }

    @Test
    void aLeaseThatASnapshotHasByAHardLinkIsRenewed(@TempDir Path snapshots) throws Exception {
        Ticks ticks = new Ticks();
        try (RunLease held = take(ticks)) {
            Path there = folder.resolve(LeaseFile.NAME);
            String before = Files.readString(there);
            Path snapshot = Files.createLink(snapshots.resolve("lease"), there);
            ticks.tick();
            assertThat(Files.readString(there)).isNotEqualTo(before);
            assertThat(snapshot).hasContent(before);
            assertThat(held.isLost()).isFalse();
        }
    }

    @Test
    void ofTwoThatTakeADeadRunsLeaseOverOneGivesWay() throws IOException {
        assertThat(file.create(elsewhere("dead", Instant.EPOCH).text())).isTrue();
        AtomicInteger waits = new AtomicInteger();
        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> take(time -> {
                    if (waits.incrementAndGet() > MISSED) {
                        // The other was a moment later.
                        replaceWith(elsewhere("other", Instant.EPOCH));
                    }
                }));
        assertThat(file.read().flatMap(LeaseHolder::parse))
                .get()
                .extracting(LeaseHolder::token)
                .isEqualTo("other");
    }

    @Test
    void aRunThatLostItsLeaseStops() throws Exception {
        Ticks ticks = new Ticks();
        RunLease lost = take(ticks);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> lost.whileHeld(() -> {
                    // It was asleep meanwhile.
                    replaceWith(elsewhere("other", Instant.EPOCH));
                    ticks.last();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CancellationException();
                    }
                    return "done";
                }))
                .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code)
                .returns(ErrorLocation.of(folder), BakeoffException::location);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(lost.isLost()).isTrue();
        lost.close();
        assertThat(file.read().flatMap(LeaseHolder::parse))
                .get()
                .extracting(LeaseHolder::token)
                .isEqualTo("other");
    }

    @Test
    void aLeaseThatSomebodyDeletedIsWrittenAgain() throws Exception {
        Ticks ticks = new Ticks();
        try (RunLease held = take(ticks)) {
            file.delete();
            ticks.tick();
            assertThat(file.read()).isPresent();
            Files.writeString(folder.resolve(LeaseFile.NAME), "");
            ticks.tick();
            assertThat(file.read().flatMap(LeaseHolder::parse)).isPresent();
            assertThat(held.isLost()).isFalse();
            assertThat(held.<String>whileHeld(() -> "done")).isEqualTo("done");
        }
    }

    @Test
    void aFailureToRenewIsNoLoss() throws Exception {
        Ticks ticks = new Ticks();
        try (RunLease held = take(ticks)) {
            Path there = folder.resolve(LeaseFile.NAME);
            Files.delete(there);
            Files.createDirectory(there);
            ticks.tick();
            Files.delete(there);
            ticks.tick();
            assertThat(file.read()).isPresent();
            assertThat(held.isLost()).isFalse();
        }
    }

    /** What takes too much memory on another thread can fail this one, which must not end then. */
    @Test
    void aRunWhoseMemoryRunsOutKeepsRenewing() throws Exception {
        Ticks ticks = new Ticks();
        AtomicInteger failures = new AtomicInteger();
        LeaseFile local = file;
        file = new LeaseFile() {

            @Override
            public boolean create(String text) throws IOException {
                return local.create(text);
            }

            @Override
            public Optional<String> read() throws IOException {
                if (failures.getAndDecrement() == 1) {
                    throw new OutOfMemoryError("Java heap space");
                }
                return local.read();
            }

            @Override
            public void replace(String text) throws IOException {
                local.replace(text);
            }

            @Override
            public void delete() throws IOException {
                local.delete();
            }
        };
        try (RunLease held = take(ticks)) {
            Optional<String> first = local.read();
            failures.set(1);
            ticks.tick();
            assertThat(local.read()).isEqualTo(first);
            ticks.tick();
            assertThat(local.read()).isPresent().isNotEqualTo(first);
            assertThat(held.isLost()).isFalse();
        }
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Files.createSymbolicLink(folder.resolve(LeaseFile.NAME), target);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> take(new Ticks()));
        assertThat(target).hasContent("precious");
    }

    @Test
    void anInterruptionEndsTheWait() throws IOException {
        assertThat(file.create(elsewhere("dead", Instant.EPOCH).text())).isTrue();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> take(time -> Thread.sleep(1)));
        assertThat(Thread.interrupted()).isTrue();
    }
}
