package org.bakeoff.io;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes files that appear whole or not at all: beside the target first, then forced to disk, then moved over it in one
 * step. A reader sees the old file or the new one, never half of one, whenever the writer stops.
 */
public final class AtomicFile {

    /** Writes the contents of a file. */
    @FunctionalInterface
    public interface Writer {

        /**
         * Writes everything to the stream, which is buffered and closed by the caller.
         *
         * @throws IOException if the contents can't be made; the file isn't touched then
         */
        void write(OutputStream out) throws IOException;
    }

    /** How the name of a file ends until it is whole. */
    public static final String UNFINISHED = ".tmp";

    private static final int LONGEST_START = 50;

    private AtomicFile() {}

    /** Returns whether a file was left beside its target by a process that died while writing. */
    public static boolean isTemporary(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    /**
     * Writes or replaces a file. Who couldn't read or write a file that is replaced can't do so afterwards, but for its owner. What has
     * its name is replaced, and not followed.
     *
     * @param target the file, in a folder that exists
     * @param writer writes the contents; what it throws reaches the caller as it is
     * @throws IOException if the file can't be written; the message names it and says what to do
     */
    public static void write(Path target, Writer writer) throws IOException {
        writeAll(Map.of(target, writer));
    }

    /**
     * Writes or replaces several files that belong together, none before all are whole; see {@link #write(Path, Writer)}.
     *
     * @param files what writes each
     */
    public static void writeAll(Map<Path, Writer> files) throws IOException {
        Map<Path, Path> unfinished = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, Writer> file : files.entrySet()) {
                Path beside = beside(file.getKey());
                unfinished.put(beside, file.getKey());
                write(file.getKey(), beside, kept(file.getKey()), file.getValue());
            }
            for (Map.Entry<Path, Path> file : unfinished.entrySet()) {
                onDisk(
                        file.getValue(),
                        () -> Files.move(file.getKey(), file.getValue(), StandardCopyOption.ATOMIC_MOVE));
            }
        } finally {
            unfinished.keySet().forEach(AtomicFile::discard);
        }
    }

    private static Path beside(Path target) {
        String name = target.getFileName().toString();
        // With a long one it would be longer than names may be.
        return target.resolveSibling(
                (name.length() > LONGEST_START ? "" : name) + "." + UUID.randomUUID() + UNFINISHED);
    }

    private static void write(Path target, Path beside, Set<PosixFilePermission> permissions, Writer writer)
            throws IOException {
        try (FileChannel channel = onDisk(target, () -> create(beside, permissions))) {
            OutputStream out = new BufferedOutputStream(new Disk(target, channel), 1 << 16);
            writer.write(out);
            out.flush();
            onDisk(target, () -> {
                channel.force(true);
                return channel;
            });
        }
    }

    /** Creates a file with at most some permissions, of which the umask may take some away; with the usual ones if there are none. */
    private static FileChannel create(Path file, Set<PosixFilePermission> permissions) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return permissions.isEmpty()
                ? FileChannel.open(file, options)
                : FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(permissions));
    }

    /** Returns the permissions that a file has which is replaced, and those of its owner; none if there is none. */
    private static Set<PosixFilePermission> kept(Path target) throws IOException {
        if (!RegularFiles.isFile(target)) {
            return Set.of();
        }
        try {
            Set<PosixFilePermission> kept = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            Set<PosixFilePermission> found = permissions(target);
            kept.addAll(found);
            return found.isEmpty() ? found : kept;
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    /** Returns the permissions of a file; none where the file system has no such permissions. */
    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.getPosixFilePermissions(file)
                : Set.of();
    }

    /** Writes or replaces a file with text in UTF-8; see {@link #write(Path, Writer)}. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes or replaces a file that a user named, with text in UTF-8. A link is followed, and a device or a pipe is written to. A file
     * that is replaced keeps its permissions. To one that a shell passes, as by {@code /dev/stdout}, the text is added.
     *
     * @param beginning what all such texts begin with, and no others
     * @throws FileRefusedException if it is a folder, or see {@link #requireReplaceable}
     * @throws IOException see {@link #write(Path, Writer)}
     */
    public static void writeNamed(Path target, String text, String beginning) throws IOException {
        if (RegularFiles.isPassed(target)) {
            onDisk(target, () -> {
                append(target, text.getBytes(StandardCharsets.UTF_8));
                return target;
            });
        } else if (!Files.exists(target)) {
            write(target, text);
        } else if (Files.isRegularFile(target) || Files.isDirectory(target)) {
            requireReplaceable(target, beginning);
            Path file = RegularFiles.named(target);
            replaceNamed(file, text);
        } else {
            onDisk(target, () -> Files.write(target, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE));
        }
    }

    private static void replaceNamed(Path file, String text) throws IOException {
        Set<PosixFilePermission> permissions = permissions(file);
        write(file, text);
        if (!permissions.isEmpty() && !permissions(file).equals(permissions)) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static void append(Path passed, byte... bytes) throws IOException {
        switch (passed.toString()) {
            // Opened again, a file would be written at its start, where this process may have written.
            case "/dev/stdout", "/dev/fd/1" -> new FileOutputStream(FileDescriptor.out).write(bytes);
            case "/dev/stderr", "/dev/fd/2" -> new FileOutputStream(FileDescriptor.err).write(bytes);
            default -> Files.write(passed, bytes, StandardOpenOption.APPEND);
        }
    }

    /**
     * Requires a file that a user named to be one that such a text may replace: it is missing, empty or begins in the same way, as one
     * that was written earlier does. Another one may be data or a spec, named by mistake.
     *
     * @throws FileRefusedException if it isn't, or is a folder, or would be in one that isn't there
     */
    public static void requireReplaceable(Path target, String beginning) throws IOException {
        if (Files.isDirectory(target)) {
            RegularFiles.named(target);
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            throw new FileRefusedException(
                    target, "can't be written, since there is no folder " + folder, "Make it, or name another file.");
        }
        if (!Files.isRegularFile(target) || RegularFiles.isPassed(target)) {
            return;
        }
        try (InputStream in = RegularFiles.readNamed(target)) {
            byte[] found = in.readNBytes(beginning.getBytes(StandardCharsets.UTF_8).length);
            if (found.length > 0 && !new String(found, StandardCharsets.UTF_8).equals(beginning)) {
                throw new FileRefusedException(
                        target,
                        "is there, and isn't what would replace it",
                        "Name another file, or delete this one first.");
            }
        }
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // What went wrong before says more.
        }
    }

    /** Does some work; its faults name the target, so that they differ from those of the writer. */
    private static <T> T onDisk(Path target, IoWork<T> work) throws IOException {
        try {
            return work.run();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw FileErrors.unwritable(target, e);
        }
    }

    private static final class Disk extends OutputStream {

        private final Path target;
        private final FileChannel channel;

        Disk(Path target, FileChannel channel) {
            this.target = target;
            this.channel = channel;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                onDisk(target, () -> channel.write(buffer));
            }
        }
    }
}
