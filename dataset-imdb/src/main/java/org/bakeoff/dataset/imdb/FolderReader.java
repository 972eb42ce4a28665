package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads an unpacked archive. */
final class FolderReader {

    private final DataSource source;
    private final Corpus corpus;
    private final ArchiveLimits limits;

    FolderReader(DataSource source, Corpus corpus) {
        this.source = source;
        this.corpus = corpus;
        this.limits = new ArchiveLimits(source);
    }

    /** Returns the aclImdb folder, given it or its parent. */
    static Path root(Path source) {
        Path child = source.resolve("aclImdb");
        return Files.isDirectory(child) ? child : source;
    }

    void read() throws IOException {
        for (Split split : Split.values()) {
            checkTarget(split.folder);
            if (Files.isDirectory(source.place().resolve(split.folder))) {
                readReviews(split);
            }
            checkTarget(split.movieList);
            if (Files.exists(source.place().resolve(split.movieList))) {
                read(split.movieList);
            }
        }
    }

    private void readReviews(Split split) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(source.place().resolve(split.folder))) {
            for (Path file : files) {
                read(split.folder + "/" + file.getFileName());
            }
        } catch (DirectoryIteratorException failed) {
            throw source.fault("can't be listed", failed);
        }
    }

    private void read(String path) throws IOException {
        DataFile file = DataFile.at(path);
        BasicFileAttributes attributes = attributes(path);
        if (file == null || attributes.isDirectory()) {
            return;
        }
        if (!attributes.isRegularFile()) {
            throw source.fault(path, "is no plain file");
        }
        limits.countEntry(attributes.size());
        limits.checkSize(file, attributes.size());
        try (InputStream in = Files.newInputStream(source.place().resolve(path))) {
            byte[] bytes = in.readNBytes(file.maxBytes() + 1);
            limits.countKept(file, bytes.length);
            corpus.add(file, bytes);
        }
    }

    private BasicFileAttributes attributes(String path) throws IOException {
        checkTarget(path);
        return Files.readAttributes(source.place().resolve(path), BasicFileAttributes.class);
    }

    private void checkTarget(String path) throws IOException {
        Path file = source.place().resolve(path);
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw source.fault(path, "is a symbolic link to nothing");
        }
    }
}
