package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

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
