package org.bakeoff.dataset.imdb;

import org.jspecify.annotations.Nullable;

/**
 * A file that is part of the labelled dataset: a review, or a list of movies.
 *
 * @param split the split that it belongs to
 * @param path where it lies below aclImdb, with slashes
 */
record DataFile(Split split, String path) {

    private static final int REVIEW_BYTES = 1_000_000;
    private static final int LIST_BYTES = 16_000_000;

    /** Returns the file at a path below aclImdb; null for other files, such as an unlabelled review or a hidden file. */
    static @Nullable DataFile at(String path) {
        int slash = path.lastIndexOf('/');
        for (Split split : Split.values()) {
            boolean review =
                    slash == split.folder.length() && path.startsWith(split.folder) && !path.startsWith(".", slash + 1);
            if (review || path.equals(split.movieList)) {
                return new DataFile(split, path);
            }
        }
        return null;
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isMovieList() {
        return path.equals(split.movieList);
    }

    int maxBytes() {
        return isMovieList() ? LIST_BYTES : REVIEW_BYTES;
    }
}
