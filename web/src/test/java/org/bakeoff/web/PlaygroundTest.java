package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bakeoff.report.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to models. */
class PlaygroundTest {

    @TempDir
    private Path folder;

    @Test
    void aModelThatDoesNotComeToAnEndKeepsNobodyWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Playground playground = new Playground(List.of(), Duration.ZERO);
        CompletableFuture<Optional<Boolean>> slow = CompletableFuture.supplyAsync(() -> playground.inTurn(() -> {
            asked.countDown();
            return isOver(end);
        }));
        asked.await();

        assertThat(playground.ask(new RunDirectory(folder), "a text")).isEmpty();
        playground.close();

        end.countDown();
        assertThat(slow.get()).hasValue(true);
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
