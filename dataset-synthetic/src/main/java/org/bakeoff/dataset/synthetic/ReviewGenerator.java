package org.bakeoff.dataset.synthetic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes the reviews of the training or the test set.
 *
 * <p>The opinion and the filler of a review are drawn from random streams of their own, identified by the seed, the set and
 * the review's number. So neither depends on the number of reviews or the distance, and a review at one distance is the
 * beginning of the review at a larger one.
 *
 * @param movies the titles to write about
 * @param distance how many neutral words end a review
 * @param seed the seed of the data
 * @param set the number of the set
 */
record ReviewGenerator(List<String> movies, int distance, long seed, int set) {

    static final Grammar GRAMMAR = Grammar.read();

    private static final List<Share> SHARES =
            GRAMMAR.texts("shares").stream().map(Share::parse).toList();

    /** The number of words in the longest opening and sentence of opinion together. */
    static final int LONGEST = GRAMMAR.longest("opening") + longestOpinion();

    /** The number of successive reviews about one movie; after the last movie, the first one follows again. */
    private static final int REVIEWS_OF_MOVIE = 8;

    private static final int VERDICT = 0;
    private static final int TELLING = 1;
    private static final int FILLER = 2;

    /**
     * A review.
     *
     * @param construction how the sentence of opinion is built: the name of a rule of grammar.txt
     * @param telling the opening and the sentence of opinion, whose last word is the last informative one
     * @param filler the neutral words that follow; may be empty
     */
    record Review(boolean positive, String movie, String construction, String telling, String filler) {

        String text() {
            return filler.isEmpty() ? telling : telling + " " + filler;
        }
    }

    static List<String> titles(RandomStream random) {
        List<String> titles = new ArrayList<>();
        for (String first : GRAMMAR.texts("title-first")) {
            for (String last : GRAMMAR.texts("title-last")) {
                titles.add(first + " " + last);
            }
        }
        for (int left = titles.size(); left > 1; left--) {
            Collections.swap(titles, left - 1, random.below(left));
        }
        return titles;
    }

    Review write(int number) {
        boolean positive = positive(number);
        String movie = movies.get(number / REVIEWS_OF_MOVIE % movies.size());
        RandomStream random = RandomStream.of(seed, set, TELLING, number);
        String construction = construction(random);
        String opening = Sentence.text(Sentence.draw(GRAMMAR, "opening", positive, random, Map.of("title", movie)));
        String opinion = Sentence.text(Sentence.draw(GRAMMAR, construction, positive, random, Map.of()));
        return new Review(positive, movie, construction, opening + " " + opinion, filler(number));
    }

    /** Makes one of two successive reviews positive, so that the classes are balanced whatever the number of reviews. */
    private boolean positive(int number) {
        int first = RandomStream.of(seed, set, VERDICT, number / 2).below(2);
        return (first + number) % 2 == 1;
    }

    /** Returns neutral sentences, truncated to {@code distance} words. */
    private String filler(int number) {
        RandomStream random = RandomStream.of(seed, set, FILLER, number);
        List<String> sentences = new ArrayList<>();
        for (int missing = distance; missing > 0; ) {
            List<String> words = Sentence.draw(GRAMMAR, "filler", true, random, Map.of());
            boolean truncated = words.size() > missing;
            sentences.add(
                    Sentence.text(words.subList(0, truncated ? missing : words.size())) + (truncated ? ".." : ""));
            missing -= words.size();
        }
        return String.join(" ", sentences);
    }

    private static String construction(RandomStream random) {
        int percent = random.below(100);
        for (Share share : SHARES) {
            percent -= share.percent();
            if (percent < 0) {
                return share.construction();
            }
        }
        throw new IllegalStateException("the shares of grammar.txt sum to less than 100: " + SHARES);
    }

    private static int longestOpinion() {
        return SHARES.stream()
                .mapToInt(share -> GRAMMAR.longest(share.construction()))
                .max()
                .orElseThrow();
    }

    private record Share(String construction, int percent) {

        static Share parse(String text) {
            String[] fields = text.split(" ", 2);
            return new Share(fields[0], Integer.parseInt(fields[1]));
        }
    }
}
