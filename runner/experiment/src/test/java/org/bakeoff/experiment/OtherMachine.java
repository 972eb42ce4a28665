package org.bakeoff.experiment;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bakeoff.io.LeaseFile;

/** A lease that another machine may have taken. */
final class OtherMachine implements LeaseFile {

    volatile boolean taken = true;
    private final AtomicInteger renewals = new AtomicInteger();

    String described() {
        return "process 4711 on elsewhere";
    }

    String awaitInterruption() {
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    @Override
    public boolean create(String text) {
        return !taken;
    }

    @Override
    public Optional<String> read() {
        return taken ? Optional.of("""
                        {"host": "elsewhere", "pid": 4711, "since": "2026-11-26T10:00:00Z", "machine": "another",
                         "token": "another", "beat": "%d"}
                        """.formatted(renewals.incrementAndGet())) : Optional.of("");
    }

    @Override
    public void replace(String text) {}

    @Override
    public void delete() {}
}
