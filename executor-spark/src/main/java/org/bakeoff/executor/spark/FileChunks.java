package org.bakeoff.executor.spark;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.HardLinks;
import org.bakeoff.io.RegularFiles;

/** Reads and writes the files of a trial's folder in chunks, so that none need fit into a message or the memory. */
final class FileChunks {

    private FileChunks() {}

    /**
     * Lists all files in a folder, sorted, with slashes, except temporary ones. Others may write to the folder meanwhile: a
     * file that is created or deleted then is listed or not.
     */
    static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !AtomicFile.isTemporary(file)) {
                    names.add(folder.relativize(file).toString().replace(File.separatorChar, '/'));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                if (fault instanceof NoSuchFileException && !file.equals(folder)) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }
        });
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** Reads up to {@link Message#CHUNK} bytes of a file; fewer only at its end. */
    static byte[] read(Path file, long offset) throws IOException {
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.READ)) {
            return read(channel, offset);
        }
    }

    static byte[] read(FileChannel channel, long offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Message.CHUNK);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // Until it is full, or the file ends.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Writes a chunk; the first one replaces the file, and creates its folder if that is missing. */
    static void write(Path file, long offset, byte[] bytes) throws IOException {
        if (offset == 0) {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
        }
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, offset, bytes);
        } catch (IOException e) {
            throw FileErrors.unwritable(file, e);
        }
    }

    /** Writes a chunk from some place of a file on, and waits until it is on disk. What is before it stays as it is. */
    static void append(Path file, long offset, byte[] bytes) throws IOException {
        HardLinks.separate(file);
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, offset, bytes);
            channel.force(true);
        } catch (IOException e) {
            throw FileErrors.unwritable(file, e);
        }
    }

    private static void write(FileChannel channel, long offset, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }

    /** Replaces a file by one that has arrived, once that is safe on the disk. */
    static void put(Path arrived, Path target) throws IOException {
        try (FileChannel channel = RegularFiles.channel(arrived, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        RegularFiles.move(arrived, target);
    }
}
