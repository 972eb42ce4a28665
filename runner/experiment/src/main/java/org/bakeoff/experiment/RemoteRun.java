package org.bakeoff.experiment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunLease;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.executor.RunStore;
import org.jspecify.annotations.Nullable;

/** Runs trials with a run directory that an executor stores remotely, or with one on this machine. */
final class RemoteRun {

    private RemoteRun() {}

    /** Runs, and may save the run directory meanwhile. */
    interface Work<T> {
        T run(Saving saving) throws IOException;
    }

    /**
     * Stores the run directory, where it is stored elsewhere.
     *
     * @param store where; null for this machine
     */
    record Saving(@Nullable RunStore store, Path folder) {

        /** Stores what is new or has changed. */
        void save() throws IOException {
            if (store != null) {
                store.save(folder);
            }
        }

        /** Removes what this run has removed from a folder in the run directory, or from the whole. */
        void removeMissing(Path below) throws IOException {
            if (store != null) {
                store.removeMissing(below);
            }
        }
    }

    /**
     * Fetches the stored directory, runs the work, ends the trials, and stores the directory, however the work ended, unless
     * another run has taken it over.
     *
     * @param place where the directory is; null for this machine
     */
    static <T> T of(@Nullable URI place, RunDirectory directory, TrialScheduler trials, Work<T> work)
            throws IOException {
        if (place == null) {
            try (trials) {
                return work.run(new Saving(null, directory.path()));
            }
        }
        try (trials) {
            RunStore store = trials.store(place, directory.path());
            try (RunLease lease = RunLease.take(store.lease(), place.toString(), ErrorLocation.NONE)) {
                return lease.whileHeld(() -> {
                    fetch(store, place, directory);
                    return stored(store, lease, directory, trials, work);
                });
            }
        }
    }

    /** Fetches what is stored, unless it is no run. Of what isn't, nothing else is read, and nothing changed. */
    private static void fetch(RunStore store, URI place, RunDirectory directory) throws IOException {
        boolean fetched = false;
        try {
            store.fetch(RunDirectory.names());
            directory.checkOwnFiles(place.toString(), ErrorLocation.NONE);
            store.fetchFolder(RunDirectory.TRIALS);
            fetched = true;
        } finally {
            if (!fetched) {
                deleteCopy(directory);
            }
        }
    }

    private static void deleteCopy(RunDirectory directory) throws IOException {
        RecursiveDeletion.of(directory.path(), file -> file.equals(directory.path()) || directory.holds(file));
    }

    private static <T> T stored(
            RunStore store, RunLease lease, RunDirectory directory, TrialScheduler trials, Work<T> work)
            throws IOException {
        T result;
        try {
            result = work.run(new Saving(store, directory.path()));
        } catch (IOException | RuntimeException e) {
            trials.close();
            // What another run has taken over is no longer ours to write.
            if (!lease.isLost()) {
                try {
                    save(store, directory);
                } catch (IOException unsaved) {
                    e.addSuppressed(unsaved);
                }
            }
            throw e;
        }
        trials.close();
        save(store, directory);
        return result;
    }

    /** Stores the directory, even if this thread was interrupted, and deletes the local copy. The thread stays interrupted. */
    private static void save(RunStore store, RunDirectory directory) throws IOException {
        Cancellation.defer(() -> {
            store.save(directory.path());
            deleteCopy(directory);
            return store;
        });
    }
}
