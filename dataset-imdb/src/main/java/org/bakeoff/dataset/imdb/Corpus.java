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
import java.util.stream.Collectors;

/** All reviews of a source. */
final class Corpus {

    private final Map<Part, Shelf> shelves = new EnumMap<>(Part.class);

    private Corpus(Origin origin) {
        for (Part part : Part.values()) {
            shelves.put(part, new Shelf(part, origin));
        }
    }

    /**
     * Reads a folder or an archive.
     *
     * @throws IOException if it isn't the whole dataset and nothing but well-formed
     */
    static Corpus read(Path source) throws IOException {
        boolean folder = Files.isDirectory(source);
        Origin origin = folder ? Origin.folder(Folder.root(source)) : Origin.archive(source);
        Corpus corpus = new Corpus(origin);
        try {
            if (folder) {
                new Folder(origin, corpus).read();
            } else {
                new Archive(origin, corpus).read(source);
            }
        } catch (AccessDeniedException denied) {
            throw new BadData(Origin.shown(denied.getFile()) + " may not be read; change its permissions", denied);
        } catch (NoSuchFileException gone) {
            throw new BadData(Origin.shown(gone.getFile()) + " isn't there (any more)", gone);
        }
        corpus.checkFolders(origin);
        for (Shelf shelf : corpus.shelves.values()) {
            shelf.check();
        }
        return corpus;
    }

    /** Takes in one file, which must belong to the dataset. */
    void add(DataFile file, byte[] bytes) throws BadData {
        shelf(file.part()).add(file, bytes);
    }

    /** The reviews of a part, in the order of their numbers. */
    List<Review> reviews(Part part) {
        return shelf(part).reviews();
    }

    private Shelf shelf(Part part) {
        Shelf shelf = shelves.get(part);
        if (shelf == null) {
            throw new IllegalStateException("no shelf for " + part);
        }
        return shelf;
    }

    private void checkFolders(Origin origin) throws BadData {
        String missing = Arrays.stream(Part.values())
                .filter(part -> shelf(part).isEmpty())
                .map(part -> origin.prefix() + part.folder())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw origin.fault("holds no reviews in " + missing);
        }
    }
}
