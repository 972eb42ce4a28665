package org.bakeoff.dataset.imdb;

/** One class of one half: a folder of reviews, and a list with the movie of each. */
enum Part {
    TRAIN_POSITIVE("train", "pos", 1, 7, 10),
    TRAIN_NEGATIVE("train", "neg", 0, 1, 4),
    TEST_POSITIVE("test", "pos", 1, 7, 10),
    TEST_NEGATIVE("test", "neg", 0, 1, 4);

    private final String folder;
    private final String movieList;
    private final int label;
    private final int lowest;
    private final int highest;

    Part(String half, String sign, int label, int lowest, int highest) {
        this.folder = half + "/" + sign;
        this.movieList = half + "/urls_" + sign + ".txt";
        this.label = label;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The folder of the reviews, below aclImdb. */
    String folder() {
        return folder;
    }

    /** The file that has a movie's URL for each review, below aclImdb. */
    String movieList() {
        return movieList;
    }

    /** The label index. */
    int label() {
        return label;
    }

    /** The fewest stars that a review of this class has. */
    int lowest() {
        return lowest;
    }

    /** The most stars that a review of this class has. */
    int highest() {
        return highest;
    }
}
