package org.bakeoff.dataset.imdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A review.
 *
 * @param name the parts of its file's name
 * @param text its text, unchanged
 * @param movie the movie's id, such as {@code tt0453418}
 */
record Review(Name name, String text, String movie) {

    /**
     * The parts of the name of a review's file.
     *
     * @param split the split that it belongs to
     * @param number its number within the split, from 0: the line of its movie
     * @param rating the reviewer's stars
     */
    record Name(Split split, int number, int rating) {

        private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})_([1-9]|10)\\.txt");

        static Name parse(DataFile file, DataSource source) throws InvalidDataException {
            Matcher matcher = FORM.matcher(file.name());
            if (!matcher.matches()) {
                throw source.fault(
                        file.path(), "isn't named NUMBER_RATING.txt with a rating from 1 to 10, such as 12_8.txt");
            }
            Split split = file.split();
            int rating = Integer.parseInt(matcher.group(2));
            if (rating < split.lowestRating || rating > split.highestRating) {
                throw source.fault(
                        file.path(),
                        "has the rating " + rating + ", but reviews in " + split.folder + " have " + split.lowestRating
                                + " to " + split.highestRating);
            }
            return new Name(split, Integer.parseInt(matcher.group(1)), rating);
        }

        /** Returns the example's id, such as {@code train/pos/0_9}. */
        String id() {
            return split.folder + "/" + number + "_" + rating;
        }
    }
}
