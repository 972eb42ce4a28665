package org.bakeoff.training.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.bakeoff.io.RegularFiles;

/**
 * A native library in a jar on the class path, to be unpacked as a file.
 *
 * @param name of the file
 * @param source the library in its jar
 * @param size in bytes, as the jar has it
 * @param crc its CRC-32, as the jar has it
 */
record BundledLibrary(String name, URL source, long size, long crc) {

    private static final int BUFFER = 1 << 20;

    /** Finds a library in the first of these places on the class path that there is. */
    static Optional<BundledLibrary> find(String name, List<String> resources) {
        ClassLoader loader = Objects.requireNonNull(BundledLibrary.class.getClassLoader());
        return resources.stream()
                .map(loader::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .map(source -> of(name, source));
    }

    private static BundledLibrary of(String name, URL source) {
        try {
            URLConnection connection = source.openConnection();
            if (connection instanceof JarURLConnection jar) {
                JarEntry entry = jar.getJarEntry();
                return new BundledLibrary(name, source, entry.getSize(), entry.getCrc());
            }
            CheckedInputStream content = new CheckedInputStream(connection.getInputStream(), new CRC32());
            try (content) {
                long size = content.transferTo(OutputStream.nullOutputStream());
                return new BundledLibrary(
                        name, source, size, content.getChecksum().getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a line that says what the file in a folder should be, and when it was last written: the same line as long as
     * nobody writes to it. It is found without reading the file.
     *
     * @return empty if there is no such file, or its size is wrong
     */
    Optional<String> seal(Path folder) throws IOException {
        Path file = folder.resolve(name);
        try {
            return Files.size(file) == size
                    ? Optional.of(name + " " + size + " " + Long.toHexString(crc) + " "
                            + Files.getLastModifiedTime(file).toMillis())
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the file in a folder has the bytes that it should have. Reads it. */
    boolean isWhole(Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!RegularFiles.isFile(file) || Files.size(file) != size) {
            return false;
        }
        CRC32 found = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = RegularFiles.read(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                found.update(buffer, 0, read);
            }
        }
        return found.getValue() == crc;
    }

    /**
     * Unpacks it into a folder.
     *
     * @throws IOException if it can't be written, or the jar is damaged
     */
    void unpack(Path folder) throws IOException {
        CheckedInputStream content = new CheckedInputStream(source.openStream(), new CRC32());
        try (content;
                OutputStream out = RegularFiles.create(folder.resolve(name))) {
            long copied = content.transferTo(out);
            if (copied != size || content.getChecksum().getValue() != crc) {
                throw new IOException(source + " is damaged; its jar must be fetched or built again");
            }
        }
    }
}
