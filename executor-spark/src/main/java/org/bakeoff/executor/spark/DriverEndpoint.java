package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Handles the messages of one run of a trial on the driver: attempts read and write the trial's folder in chunks, and send
 * events. Only the newest attempt is accepted, since an abandoned one may still run where the driver can't reach it.
 */
final class DriverEndpoint {

    private static final String RESULT = Executor.RESULT;

    private final Path folder;
    private final BlockingQueue<Progress.OfTrial> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private int newest = -1;
    private long started;
    private boolean abandoned;
    private int storeCount;
    private @Nullable IOException fault;

    DriverEndpoint(Path folder) {
        this.folder = folder;
    }

    /** Waits for the next event; null if there is none within some milliseconds. */
    Progress.@Nullable OfTrial event(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** Returns when the newest attempt began, by System.nanoTime. */
    synchronized long startedNanos() {
        return started;
    }

    /** Returns how many times files were stored. */
    synchronized int storeCount() {
        return storeCount;
    }

    /** Returns why an attempt's files couldn't be read or written here; null if they could. */
    synchronized @Nullable IOException fault() {
        return fault;
    }

    /** Waits for the last message of an attempt, if one has begun, for up to some milliseconds. */
    void awaitEnd(long millis) throws InterruptedException {
        boolean begun;
        synchronized (this) {
            begun = newest >= 0;
        }
        if (begun) {
            over.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Handles a message.
     *
     * @return the answer
     * @throws IOException if it is from an older attempt, or its files can't be read or written
     */
    @Nullable
    synchronized Object receive(Message message) throws IOException {
        if (message.attempt() < newest) {
            throw new IOException("another attempt has taken the place of this one");
        }
        try {
            return switch (message.kind()) {
                case BEGIN -> begin(message.attempt());
                case READ -> FileChunks.read(file(message.name()), message.offset());
                case EVENT -> event(message.name());
                case WRITE -> {
                    FileChunks.write(arriving(message, message.name()), message.offset(), message.bytes());
                    yield true;
                }
                case APPEND -> {
                    FileChunks.append(file(message.name()), message.offset(), message.bytes());
                    yield true;
                }
                case STORE -> store(message);
                case END -> {
                    store(message);
                    removeOthers(message.names());
                    over.countDown();
                    yield true;
                }
                case CLOSE -> {
                    over.countDown();
                    yield true;
                }
                case ABANDON -> {
                    abandoned = true;
                    warn("can't be run on one machine and is given to another: " + message.name());
                    yield true;
                }
            };
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }

    private Object begin(int attempt) throws IOException {
        if (newest >= 0 && attempt > newest && !abandoned) {
            warn("was lost with the process that ran it, and is run elsewhere");
        }
        RegularFiles.requireNoLinks(folder);
        // What an earlier attempt was sending never arrives now.
        RecursiveDeletion.of(folder, file -> !AtomicFile.isTemporary(file));
        newest = attempt;
        started = System.nanoTime();
        abandoned = false;
        return FileChunks.names(folder).toArray(String[]::new);
    }

    private void warn(String warning) {
        events.add(new Progress.TrialWarned(String.valueOf(folder.getFileName()), warning));
    }

    /** Returns null: an answer that nobody waits for causes a warning in Spark's log. */
    private @Nullable Object event(String json) {
        try {
            events.add(Json.COMPACT.readValue(json, Progress.OfTrial.class));
        } catch (JacksonException e) {
            throw new IllegalStateException("no event: " + json, e);
        }
        return null;
    }

    private Object store(Message message) throws IOException {
        // The result last, as when a trial writes it.
        List<String> ordered = Stream.concat(
                        message.names().stream().filter(name -> !name.equals(RESULT)),
                        message.names().stream().filter(RESULT::equals))
                .toList();
        for (String name : ordered) {
            FileChunks.put(arriving(message, name), file(name));
        }
        storeCount++;
        return true;
    }

    private void removeOthers(List<String> names) throws IOException {
        RegularFiles.requireNoLinks(folder);
        Set<Path> kept = new HashSet<>(Set.of(folder));
        for (String name : names) {
            // The file, and the folders that it lies in.
            Stream.iterate(file(name), path -> !path.equals(folder), Path::getParent)
                    .forEach(kept::add);
        }
        RecursiveDeletion.of(folder, kept::contains);
    }

    private Path file(String name) throws IOException {
        // Somebody who may write to the run directory may have put a link in the place of the folder meanwhile.
        RegularFiles.requireNoLinks(folder);
        Path file = RegularFiles.within(folder, name);
        if (file.equals(folder)) {
            throw new IOException(name + " is no file of the trial");
        }
        return file;
    }

    /** Returns where a file lies until it is complete; {@link AtomicFile#isTemporary} recognises it. */
    private Path arriving(Message message, String name) throws IOException {
        Path file = file(name);
        return file.resolveSibling(file.getFileName() + ".attempt" + message.attempt() + AtomicFile.UNFINISHED);
    }
}
