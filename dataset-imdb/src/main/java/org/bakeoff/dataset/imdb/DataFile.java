package org.bakeoff.dataset.imdb;

import org.jspecify.annotations.Nullable;

/**
 * A file that is part of the labelled dataset: a review, or a list of movies.
 *
 * @param part where it belongs
 * @param path where it lies below aclImdb, with slashes
 */
record DataFile(Part part, String path) {

    private static final int REVIEW_BYTES = 1_000_000;
    private static final int LIST_BYTES = 16_000_000;

    /** The file of a path below aclImdb; null if it is none of ours, such as an unlabelled review or a hidden file. */
    static @Nullable DataFile at(String path) {
        int slash = path.lastIndexOf('/');
        for (Part part : Part.values()) {
            boolean review = slash == part.folder().length()
                    && path.startsWith(part.folder())
                    && !path.startsWith(".", slash + 1);
            if (review || path.equals(part.movieList())) {
                return new DataFile(part, path);
            }
        }
        return null;
    }

    /** Its name without the folder. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it lists movies. */
    boolean isMovieList() {
        return path.equals(part.movieList());
    }

    /** The most bytes that it can sensibly have. */
    int most() {
        return isMovieList() ? LIST_BYTES : REVIEW_BYTES;
    }
}
