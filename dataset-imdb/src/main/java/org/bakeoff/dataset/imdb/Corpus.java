package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** All reviews of a source. */
final class Corpus {

    private final Map<Split, SplitBuilder> builders = new EnumMap<>(Split.class);

    private Corpus(DataSource source) {
        for (Split split : Split.values()) {
            builders.put(split, new SplitBuilder(split, source));
        }
    }

    /** Reads a folder or an archive, and refuses one that isn't the whole dataset or is malformed. */
    static Corpus read(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        DataSource source = folder ? DataSource.folder(FolderReader.root(path)) : DataSource.archive(path);
        Corpus corpus = new Corpus(source);
        try {
            if (folder) {
                new FolderReader(source, corpus).read();
            } else {
                new ArchiveReader(source, corpus).read(path);
            }
        } catch (AccessDeniedException denied) {
            throw new InvalidDataException(
                    DataSource.shown(denied.getFile()) + " may not be read; change its permissions", denied);
        } catch (NoSuchFileException gone) {
            throw new InvalidDataException(DataSource.shown(gone.getFile()) + " isn't there (any more)", gone);
        }
        corpus.checkFolders(source);
        for (SplitBuilder builder : corpus.builders.values()) {
            builder.check();
        }
        return corpus;
    }

    void add(DataFile file, byte[] bytes) throws InvalidDataException {
        builder(file.split()).add(file, bytes);
    }

    /** Returns the reviews of a split, in the order of their numbers. */
    List<Review> reviews(Split split) {
        return builder(split).reviews();
    }

    private SplitBuilder builder(Split split) {
        return Objects.requireNonNull(builders.get(split));
    }

    private void checkFolders(DataSource source) throws InvalidDataException {
        String missing = Arrays.stream(Split.values())
                .filter(split -> builder(split).isEmpty())
                .map(split -> source.prefix() + split.folder)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw source.fault("holds no reviews in " + missing);
        }
    }
}
