package org.bakeoff.dataset.imdb;

/** One class of the training or the test set: a folder of reviews, and a list with the movie of each. */
enum Split {
    TRAIN_POSITIVE("train", "pos", 1, 7, 10),
    TRAIN_NEGATIVE("train", "neg", 0, 1, 4),
    TEST_POSITIVE("test", "pos", 1, 7, 10),
    TEST_NEGATIVE("test", "neg", 0, 1, 4);

    /** The folder of the reviews, below aclImdb. */
    final String folder;

    /** The file that has a movie's URL for each review, below aclImdb. */
    final String movieList;

    final int label;
    final int lowestRating;
    final int highestRating;

    Split(String set, String sign, int label, int lowestRating, int highestRating) {
        this.folder = set + "/" + sign;
        this.movieList = set + "/urls_" + sign + ".txt";
        this.label = label;
        this.lowestRating = lowestRating;
        this.highestRating = highestRating;
    }
}
