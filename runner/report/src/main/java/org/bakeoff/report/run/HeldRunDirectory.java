package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.LeaseFile;
import org.jspecify.annotations.Nullable;

/** A run directory that other runs, of this machine and of others that see it, are kept out of until it is closed. */
public final class HeldRunDirectory implements AutoCloseable {

    private final Path path;
    private final RunLock lock;
    private final RunLease lease;
    private final List<Path> made;
    private boolean wanted;

    private HeldRunDirectory(Path path, RunLock lock, RunLease lease, List<Path> made) {
        this.path = path;
        this.lock = lock;
        this.lease = lease;
        this.made = made;
    }

    /**
     * Creates a folder where it is missing, and holds it.
     *
     * @param remedy what to do where it can't be written to
     */
    static HeldRunDirectory take(RunDirectory directory, String remedy) throws IOException {
        Path path = directory.path();
        List<Path> made = make(path, remedy);
        directory.check();
        RunLock lock = RunLock.take(path);
        try {
            RunLease lease = RunLease.take(LeaseFile.in(path), path.toString(), ErrorLocation.of(path));
            return new HeldRunDirectory(path, lock, lease, made);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Does some work in the folder, which ends early if another machine takes the folder over; see {@link RunLease#whileHeld}.
     *
     * @throws BakeoffException if it did, or if the folder isn't there at the end; see {@link #check()}
     */
    public <T> T whileHeld(IoWork<T> work) throws IOException {
        T result;
        try {
            result = lease.whileHeld(work);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            check(e);
            throw e;
        }
        check();
        return result;
    }

    /**
     * Checks that the folder is still there.
     *
     * @throws BakeoffException with {@link ErrorCode#RUN_DIRECTORY_LOST} if it was deleted
     */
    public void check() {
        check(null);
    }

    private void check(@Nullable Exception fault) {
        if (lock.isGone()) {
            throw new BakeoffException(
                    ErrorCode.RUN_DIRECTORY_LOST,
                    ErrorLocation.of(path),
                    path + " was deleted while a run went on there",
                    "Give the same command again; what is still there is kept.",
                    fault);
        }
    }

    /** Returns whether a run on another machine has taken the folder over, whose files are there now. */
    public boolean isLost() {
        return lease.isLost();
    }

    /** Keeps the folder; without this call, closing deletes it if it wasn't there before. */
    public void keep() {
        wanted = true;
    }

    @Override
    public void close() throws IOException {
        lease.close();
        lock.close();
        if (!wanted) {
            remove(made);
        }
    }

    /** Creates the folder and checks that it is writable; returns the folders that are new, this one first, then its parents. */
    private static List<Path> make(Path path, String remedy) throws IOException {
        List<Path> missing = Stream.iterate(path, Objects::nonNull, Path::getParent)
                .takeWhile(Files::notExists)
                .toList();
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "writable", ".tmp"));
        } catch (FileAlreadyExistsException e) {
            throw new BakeoffException(
                    ErrorCode.FILE_UNUSABLE,
                    ErrorLocation.of(path),
                    "Can't make the folder " + path + ": a file of that name is in the way",
                    remedy,
                    e);
        } catch (IOException e) {
            throw BakeoffException.of(ErrorCode.FILE_UNUSABLE, path, "Can't write to the folder " + path, remedy, e);
        }
        return missing;
    }

    /** Deletes new folders, unless there is something in them. */
    private static void remove(List<Path> made) throws IOException {
        try {
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Somebody else uses it.
        }
    }
}
