package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads an unpacked dataset. */
final class Folder {

    private final Origin origin;
    private final Corpus corpus;
    private final Allowance allowance;

    Folder(Origin origin, Corpus corpus) {
        this.origin = origin;
        this.corpus = corpus;
        this.allowance = new Allowance(origin);
    }

    /** The aclImdb folder of a source that is it, or its parent. */
    static Path root(Path source) {
        Path child = source.resolve("aclImdb");
        return Files.isDirectory(child) ? child : source;
    }

    void read() throws IOException {
        for (Part part : Part.values()) {
            if (Files.isDirectory(origin.place().resolve(part.folder()))) {
                checkInside(part.folder());
                readReviews(part);
            }
            if (Files.exists(origin.place().resolve(part.movieList()))) {
                read(part.movieList());
            }
        }
    }

    private void readReviews(Part part) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(origin.place().resolve(part.folder()))) {
            for (Path file : files) {
                read(part.folder() + "/" + file.getFileName());
            }
        } catch (DirectoryIteratorException failed) {
            throw origin.fault("can't be listed", failed);
        }
    }

    private void read(String path) throws IOException {
        DataFile file = DataFile.at(path);
        BasicFileAttributes attributes = attributes(path);
        if (file == null || attributes.isDirectory()) {
            return;
        }
        if (!attributes.isRegularFile()) {
            throw origin.fault(path, "is no plain file");
        }
        allowance.take(attributes.size());
        allowance.check(file, attributes.size());
        try (InputStream in = Files.newInputStream(origin.place().resolve(path))) {
            byte[] bytes = in.readNBytes(file.most() + 1);
            allowance.keep(file, bytes.length);
            corpus.add(file, bytes);
        }
    }

    private BasicFileAttributes attributes(String path) throws IOException {
        Path file = origin.place().resolve(path);
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isSymbolicLink()) {
            return attributes;
        }
        if (!Files.exists(file)) {
            throw origin.fault(path, "is a symbolic link to nothing");
        }
        checkInside(path);
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private void checkInside(String path) throws IOException {
        Path target = origin.place().resolve(path).toRealPath();
        if (!target.startsWith(origin.place().toRealPath())) {
            throw origin.fault(
                    path, "is a symbolic link that leads out of the folder, to " + Origin.shown(target.toString()));
        }
    }
}
