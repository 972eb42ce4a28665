package org.bakeoff.dataset.imdb;

/** One class of the training or the test set: a folder of reviews, and a list with the movie of each. */
enum Split {
    TRAIN_POSITIVE("train", "pos", 1, 7, 10),
    TRAIN_NEGATIVE("train", "neg", 0, 1, 4),
    TEST_POSITIVE("test", "pos", 1, 7, 10),
    TEST_NEGATIVE("test", "neg", 0, 1, 4);

    private final String folder;
    private final String movieList;
    private final int label;
    private final int lowest;
    private final int highest;

    Split(String set, String sign, int label, int lowest, int highest) {
        this.folder = set + "/" + sign;
        this.movieList = set + "/urls_" + sign + ".txt";
        this.label = label;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Returns the folder of the reviews, below aclImdb. */
    String folder() {
        return folder;
    }

    /** Returns the file that has a movie's URL for each review, below aclImdb. */
    String movieList() {
        return movieList;
    }

    /** Returns the label: 0 for negative, 1 for positive. */
    int label() {
        return label;
    }

    /** Returns the lowest rating of a review of this class. */
    int lowest() {
        return lowest;
    }

    /** Returns the highest rating of a review of this class. */
    int highest() {
        return highest;
    }
}
