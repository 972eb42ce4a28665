package org.bakeoff.report.run;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.LeaseFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second run out of a place that several machines can write to, where file locks may not reach. The run that has the
 * lease renews it, on a thread of its own. One that isn't renewed is taken over, and a run that finds its lease taken over
 * stops.
 */
public final class RunLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLease.class);

    /** Far more often than leases are deleted between two looks. */
    private static final int MOST_TRIES = 100;

    /** A lease, also one that is half written, or what a loss of power leaves of it. */
    private static final Pattern OWN = Pattern.compile("\\{.*|null|[\\s\\x00]*", Pattern.DOTALL);

    private final LeaseFile file;
    private final String place;
    private final ErrorLocation location;
    private final LeaseHolder self;
    private final Heartbeat heartbeat;
    private final Thread thread = new Thread(this::beat, "bakeoff lease");

    private boolean closed;
    private @Nullable LeaseHolder successor;
    private @Nullable Thread worker;

    private RunLease(LeaseFile file, String place, ErrorLocation location, LeaseHolder self, Heartbeat heartbeat) {
        this.file = file;
        this.place = place;
        this.location = location;
        this.self = self;
        this.heartbeat = heartbeat;
    }

    /**
     * Takes the lease. If there is one already, waits until it is renewed, or has not been for several times.
     *
     * @param place what it is for, as users know it
     * @param location the same for programs
     * @throws RunDirectoryInUseException if another run has it
     * @throws IOException if it can't be read or written
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public static RunLease take(LeaseFile file, String place, ErrorLocation location) throws IOException {
        return take(file, place, location, Heartbeat.ofRuns());
    }

    static RunLease take(LeaseFile file, String place, ErrorLocation location, Heartbeat heartbeat) throws IOException {
        RunLease lease = new RunLease(file, place, location, LeaseHolder.ofThisProcess(), heartbeat);
        try {
            lease.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
        lease.thread.setDaemon(true);
        lease.thread.start();
        return lease;
    }

    private void take() throws IOException, InterruptedException {
        boolean waited = false;
        for (int tries = 0; !file.create(self.text()); tries++) {
            Optional<String> found = file.read();
            if (tries == MOST_TRIES) {
                throw refused("can neither be made nor be read, as where it is a folder");
            }
            if (found.isPresent()) {
                if (!OWN.matcher(found.get()).matches()) {
                    throw refused("is a file of your own, which a run would replace and delete");
                }
                waited |= awaitDeath(found.get());
                if (file.read().equals(found)) {
                    file.delete();
                }
            }
        }
        if (waited) {
            // Another run may have waited as long, and have deleted our lease for the one that both found.
            heartbeat.await();
            Optional<LeaseHolder> holder = holder();
            if (holder.isPresent() && !holder.get().has(self)) {
                throw busy(holder);
            }
        }
    }

    private BakeoffException refused(String why) {
        return new BakeoffException(
                ErrorCode.FILE_REFUSED,
                location,
                LeaseFile.NAME + " in " + place + " " + why,
                "Rename or delete it, or choose another folder with --out.");
    }

    /** Returns when a lease's run is dead: true if that took waiting. */
    private boolean awaitDeath(String found) throws IOException, InterruptedException {
        Optional<LeaseHolder> holder = LeaseHolder.parse(found);
        if (holder.isPresent() && self.knowsDead(holder.get())) {
            return false;
        }
        LOG.warn(
                "{} has been used by {}; waiting up to {} s to see whether it still is",
                place,
                holder.map(LeaseHolder::described).orElse("another process"),
                heartbeat.patience().toSeconds());
        for (int missed = 0; missed < heartbeat.missed(); missed++) {
            heartbeat.await();
            Optional<String> now = file.read();
            if (now.isEmpty()) {
                return false;
            }
            if (!now.get().equals(found)) {
                throw busy(LeaseHolder.parse(now.get()).or(() -> holder));
            }
        }
        return true;
    }

    private RunDirectoryInUseException busy(Optional<LeaseHolder> holder) {
        return new RunDirectoryInUseException(
                ErrorCode.RUN_DIRECTORY_IN_USE,
                location,
                place + " is in use: "
                        + holder.map(one -> one.described() + " has run an experiment there since " + one.since())
                                .orElse("another process runs an experiment there"),
                "Wait until it is over, or choose another folder with --out.");
    }

    private Optional<LeaseHolder> holder() throws IOException {
        return file.read().flatMap(LeaseHolder::parse);
    }

    private void beat() {
        try {
            do {
                heartbeat.await();
            } while (renewed());
        } catch (InterruptedException e) {
            // The lease is closed.
        }
    }

    /** Renews the lease. Returns false if that is no longer to be done. */
    private synchronized boolean renewed() {
        if (closed) {
            return false;
        }
        try {
            Optional<String> found = file.read();
            Optional<LeaseHolder> holder = found.flatMap(LeaseHolder::parse);
            if (holder.isPresent() && !holder.get().has(self)) {
                successor = holder.get();
                if (worker != null) {
                    worker.interrupt();
                }
                return false;
            }
            if (found.isPresent()) {
                file.replace(self.beating().text());
            } else {
                // Somebody deleted it. If another run creates it first, the next renewal will notice.
                file.create(self.beating().text());
            }
        } catch (IOException | OutOfMemoryError e) {
            // Memory may run out on any thread while another one takes too much.
            LOG.debug("the lease on {} can't be renewed now", place, e);
        }
        return true;
    }

    /** Returns whether another run has taken the lease over. */
    public synchronized boolean isLost() {
        return successor != null;
    }

    /**
     * Does some work on this thread, which is interrupted as soon as another run has taken the lease over.
     *
     * @throws BakeoffException with {@link ErrorCode#RUN_DIRECTORY_LOST} instead of whatever the work returned or threw if another
     *     run has taken it over
     */
    public <T> T whileHeld(IoWork<T> work) throws IOException {
        synchronized (this) {
            worker = Thread.currentThread();
        }
        T result;
        try {
            result = work.run();
        } catch (IOException | RuntimeException e) {
            end(e);
            throw e;
        }
        end(null);
        return result;
    }

    /** Ends the work. Throws if another run has taken the lease over; this thread is no longer interrupted because of that. */
    private synchronized void end(@Nullable Exception fault) {
        worker = null;
        if (successor != null) {
            Thread.interrupted();
            throw new BakeoffException(
                    ErrorCode.RUN_DIRECTORY_LOST,
                    location,
                    place + " was taken over by " + successor.described() + " at " + successor.since()
                            + ", because this run had given no sign of life for "
                            + heartbeat.patience().toSeconds() + " s",
                    "Let that run end: it has resumed this one. To run both, choose another folder with --out.",
                    fault);
        }
    }

    /** Gives the lease back, unless another run has taken it over. A lease that can't be deleted is taken over some time later. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (this) {
                closed = true;
                // Not while it reads or writes, which an interruption would end.
                thread.interrupt();
                Optional<LeaseHolder> holder = holder();
                if (holder.isPresent() && holder.get().has(self)) {
                    file.delete();
                }
            }
            thread.join();
        } catch (IOException e) {
            LOG.debug("the lease on {} can't be deleted", place, e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
