package org.bakeoff.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    private static final String UNFINISHED = ".tmp";

    private AtomicFile() {}

    /** Returns whether a file was left beside its target by a process that died while writing. */
    public static boolean isTemporary(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    /**
     * Writes or replaces a file.
     *
     * @param target the file, in a folder that exists
     * @param writer writes the contents; what it throws reaches the caller as it is
     * @throws IOException if the file can't be written; the message names it and says what to do
     */
    public static void write(Path target, Writer writer) throws IOException {
        Path beside = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            try (Disk disk = new Disk(target, beside)) {
                OutputStream out = new BufferedOutputStream(disk, 1 << 16);
                writer.write(out);
                out.flush();
                disk.force();
            }
            try {
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        } finally {
            discard(beside);
        }
    }

    /** Writes or replaces a file with text in UTF-8; see {@link #write(Path, Writer)}. */
    public static void write(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // What went wrong before says more.
        }
    }

    private static IOException unwritable(Path target, IOException fault) {
        return fault instanceof ClosedByInterruptException ? fault : FileErrors.unwritable(target, fault);
    }

    /** The file beside the target; its own faults name the target, so that they differ from those of the writer. */
    private static final class Disk extends OutputStream {

        private final Path target;
        private final FileChannel channel;

        Disk(Path target, Path beside) throws IOException {
            this.target = target;
            try {
                this.channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        }

        void force() throws IOException {
            try {
                channel.force(true);
            } catch (IOException e) {
                throw unwritable(target, e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
