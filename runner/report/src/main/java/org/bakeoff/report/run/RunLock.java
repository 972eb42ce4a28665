package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.HardLinks;
import org.bakeoff.io.HeldFile;
import org.bakeoff.io.RegularFiles;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run out of a folder, of this process or another on this machine. The system releases the lock when the
 * process dies; the file says whose it is.
 */
final class RunLock implements AutoCloseable {

    static final String NAME = "run.lock";

    /** Far more bytes than a process id has. */
    private static final int LARGEST = 1 << 10;

    /** The number of a process, or what a loss of power leaves of it. */
    private static final Pattern OWN = Pattern.compile("\\x00*|[0-9]{1,10}\\R?");

    private final Path file;
    private final @Nullable Object key;
    private final FileChannel channel;
    private final HeldFile held;

    private RunLock(Path file, @Nullable Object key, FileChannel channel, HeldFile held) {
        this.file = file;
        this.key = key;
        this.channel = channel;
        this.held = held;
    }

    /**
     * Locks a folder.
     *
     * @param folder its path, which shows later whether it is still there
     * @throws RunDirectoryInUseException if a run has it
     * @throws IOException if the file system has no locks or the folder can't be written to; the message is for the user
     */
    static RunLock take(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        HeldFile held = HeldFile.take(file).orElseThrow(() -> busy(folder, "this process"));
        boolean taken = false;
        try {
            RunLock lock = null;
            while (lock == null) {
                lock = attempt(folder, file, held);
            }
            taken = true;
            return lock;
        } catch (OverlappingFileLockException e) {
            throw busy(folder, "this process");
        } catch (FileRefusedException e) {
            throw e.report();
        } catch (IOException e) {
            throw BakeoffException.of(
                    ErrorCode.FILE_UNUSABLE, file, "Can't lock " + file, "Choose another folder with --out.", e);
        } finally {
            if (!taken) {
                held.close();
            }
        }
    }

    /** Returns null if the file that was locked has just been deleted by the run before. */
    private static @Nullable RunLock attempt(Path folder, Path file, HeldFile held) throws IOException {
        Object before;
        FileChannel channel;
        try {
            requireOwn(file);
            separate(folder, file);
            RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            before = key(file);
            channel = RegularFiles.channel(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            if (Files.notExists(folder)) {
                throw e;
            }
            return null;
        }
        boolean kept = false;
        try {
            if (channel.tryLock() == null) {
                throw busy(folder, owner(file));
            }
            // From here on nothing else may open the file, for closing it would release the lock.
            kept = Objects.equals(before, key(file));
            if (kept) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            return kept ? new RunLock(file, before, channel, held) : null;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (!kept) {
                channel.close();
            }
        }
    }

    /** Requires a file of that name, if there is one, to hold what a run writes: a script may have a lock of its own. */
    private static void requireOwn(Path file) throws IOException {
        if (RegularFiles.exists(file)
                && !OWN.matcher(new String(RegularFiles.bytes(file, LARGEST), StandardCharsets.ISO_8859_1))
                        .matches()) {
            throw new FileRefusedException(
                    file,
                    "is a file of your own, which a run would replace and delete",
                    "Rename it, or choose another folder with --out.");
        }
    }

    /** Gives the lock a file of its own where a snapshot by hard links has it, too; but not while a run has locked it. */
    private static void separate(Path folder, Path file) throws IOException {
        if (HardLinks.areAt(file)) {
            try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.READ)) {
                if (channel.tryLock(0, Long.MAX_VALUE, true) == null) {
                    throw busy(folder, owner(file));
                }
            }
            HardLinks.separate(file);
        }
    }

    /** Returns whether the lock's file was deleted, or another one has taken its place. */
    boolean isGone() {
        try {
            return !Objects.equals(key, key(file));
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // The file system may know again in a while.
            return false;
        }
    }

    /** Returns what distinguishes a file from one that takes its place, where the system knows that. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static RunDirectoryInUseException busy(Path folder, String owner) {
        return new RunDirectoryInUseException(
                ErrorCode.RUN_DIRECTORY_IN_USE,
                ErrorLocation.of(folder),
                folder + " is in use: " + owner + " runs an experiment there",
                "Wait until it is over, or choose another folder with --out.");
    }

    private static String owner(Path file) throws IOException {
        return pid(file).map(pid -> "process " + pid).orElse("another process");
    }

    /** Returns the process that a lock's file names; empty if it names none or isn't there. */
    static Optional<Long> pid(Path file) throws IOException {
        try {
            return RegularFiles.text(file, LARGEST)
                    .lines()
                    .findFirst()
                    .filter(pid -> pid.matches("[0-9]{1,10}"))
                    .map(Long::valueOf);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!isGone()) {
                Files.deleteIfExists(file);
            }
        } finally {
            channel.close();
            held.close();
        }
    }
}
