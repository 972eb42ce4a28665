package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The driver's side of one run of a trial: its folder, which attempts read and write in pieces, and their events. Only the
 * newest attempt is heard; one that was given up may still be at work where the driver can't reach it.
 */
final class TrialDesk {

    private static final String RESULT = "result.json";

    private final Path folder;
    private final BlockingQueue<Progress.OfTrial> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private int newest = -1;
    private long begun;
    private boolean gaveUp;
    private int kept;
    private @Nullable IOException fault;

    TrialDesk(Path folder) {
        this.folder = folder;
    }

    /** The next event, once it is there; null if there is none within some milliseconds. */
    Progress.@Nullable OfTrial event(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    /** When the newest attempt began, by the JVM's clock of nanoseconds. */
    synchronized long begun() {
        return begun;
    }

    /** How often files were put in place. */
    synchronized int kept() {
        return kept;
    }

    /** Why an attempt's files couldn't be written here; null if they could. */
    synchronized @Nullable IOException fault() {
        return fault;
    }

    /** Waits until an attempt has said its last word, if one has begun, but no longer than some milliseconds. */
    void awaitOver(long millis) throws InterruptedException {
        boolean begun;
        synchronized (this) {
            begun = newest >= 0;
        }
        if (begun) {
            over.await(millis, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Heeds a message.
     *
     * @return the answer
     * @throws IOException if it is of an older attempt, or its files can't be read or written
     */
    @Nullable
    synchronized Object hear(Message message) throws IOException {
        if (message.attempt() < newest) {
            throw new IOException("another attempt has taken the place of this one");
        }
        try {
            return switch (message.kind()) {
                case BEGIN -> begin(message.attempt());
                case READ -> Pieces.read(file(message.name()), message.offset());
                case EVENT -> event(message.name());
                case WRITE -> {
                    Pieces.write(arriving(message, message.name()), message.offset(), message.bytes());
                    yield true;
                }
                case KEEP -> keep(message);
                case END -> {
                    keep(message);
                    removeOthers(message.names());
                    over.countDown();
                    yield true;
                }
                case OVER -> {
                    over.countDown();
                    yield true;
                }
                case GIVE_UP -> {
                    gaveUp = true;
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
        if (newest >= 0 && attempt > newest && !gaveUp) {
            warn("was lost with the process that ran it, and is run elsewhere");
        }
        newest = attempt;
        begun = System.nanoTime();
        gaveUp = false;
        return Pieces.names(folder).toArray(String[]::new);
    }

    private void warn(String warning) {
        events.add(new Progress.TrialWarned(String.valueOf(folder.getFileName()), warning));
    }

    /** An answer to what nobody waits for would only be a warning in Spark's log. */
    private @Nullable Object event(String json) {
        try {
            events.add(Json.COMPACT.readValue(json, Progress.OfTrial.class));
        } catch (JacksonException e) {
            throw new IllegalStateException("no event: " + json, e);
        }
        return null;
    }

    private Object keep(Message message) throws IOException {
        // The result comes last, as where a trial writes it.
        List<String> ordered = Stream.concat(
                        message.names().stream().filter(name -> !name.equals(RESULT)),
                        message.names().stream().filter(RESULT::equals))
                .toList();
        for (String name : ordered) {
            Pieces.put(arriving(message, name), file(name));
        }
        kept++;
        return true;
    }

    private void removeOthers(List<String> names) throws IOException {
        for (String name : Pieces.names(folder)) {
            if (!names.contains(name)) {
                Files.deleteIfExists(file(name));
            }
        }
        try (Stream<Path> below = Files.list(folder)) {
            for (Path path : below.filter(Files::isDirectory).toList()) {
                if (Pieces.names(path).isEmpty()) {
                    RecursiveDeletion.of(path);
                }
            }
        }
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException(name + " is no file of the trial");
        }
        return file;
    }

    /** Where a file lies until it is whole; {@link AtomicFile#torn} knows what is left of it. */
    private Path arriving(Message message, String name) throws IOException {
        Path file = file(name);
        return file.resolveSibling(file.getFileName() + ".attempt" + message.attempt() + ".tmp");
    }
}
