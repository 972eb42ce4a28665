package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongWorkTest {

    @Test
    void whatTakesLongIsSaid() {
        CountDownLatch said = new CountDownLatch(1);
        PrintStream before = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                assertThat(line).isEqualTo("Waiting...");
                said.countDown();
            }
        });
        try {
            assertThat(LongWork.of("Waiting...", () -> waited(said))).isEqualTo("done");
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void aDatabaseThatGivesNoRowYetIsSaid(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("slow.json"), """
                {"name": "slow", "models": {"words": {"plugin": "bagofwords"}},
                "dataset": {"plugin": "sql", "config": {
                    "query": "SELECT 'x' || count(*) AS text, 'a' AS label FROM range(1000000000000000)"}}}""");
        Ran.Running running = Ran.start(
                folder, Ran.environment(folder.resolve("cache")), Ran.bakeoff(List.of(), List.of("data", "slow.json")));

        running.awaitWords("Waiting for the data or the executor...\n");
        Ran.signal("TERM", Stream.of(running.process().toHandle()));
        assertThat(running.end().code()).isEqualTo(143);
    }

    private static String waited(CountDownLatch said) {
        try {
            said.await();
            return "done";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
