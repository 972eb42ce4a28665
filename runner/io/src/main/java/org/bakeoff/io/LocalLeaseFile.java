package org.bakeoff.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lease on a file system of this machine. Creating a file that must not be there is atomic, on NFS as well. */
record LocalLeaseFile(Path file) implements LeaseFile {

    @Override
    public boolean create(String text) throws IOException {
        try (FileChannel channel =
                RegularFiles.channel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(channel, text);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw FileErrors.unwritable(file, e);
        }
    }

    @Override
    public Optional<String> read() throws IOException {
        try {
            return Optional.of(new String(RegularFiles.bytes(file, LIMIT), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes in place, so that no file is left beside it when the process dies. */
    @Override
    public void replace(String text) throws IOException {
        HardLinks.separate(file);
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.WRITE)) {
            write(channel, text);
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.truncate(bytes.capacity());
    }

    @Override
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
