package org.bakeoff.dataset.imdb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a review's file says.
 *
 * @param part where it belongs
 * @param number its number within the part, from 0: the line of its movie
 * @param rating the reviewer's stars
 */
record ReviewName(Part part, int number, int rating) {

    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})_([1-9]|10)\\.txt");

    static ReviewName parse(DataFile file, Origin origin) throws BadData {
        Matcher matcher = FORM.matcher(file.name());
        if (!matcher.matches()) {
            throw origin.fault(
                    file.path(), "isn't named NUMBER_RATING.txt with a rating from 1 to 10, such as 12_8.txt");
        }
        Part part = file.part();
        int rating = Integer.parseInt(matcher.group(2));
        if (rating < part.lowest() || rating > part.highest()) {
            throw origin.fault(
                    file.path(),
                    "has the rating " + rating + ", but reviews in " + part.folder() + " have " + part.lowest() + " to "
                            + part.highest());
        }
        return new ReviewName(part, Integer.parseInt(matcher.group(1)), rating);
    }

    /** The example's id, such as {@code train/pos/0_9}. */
    String id() {
        return part.folder() + "/" + number + "_" + rating;
    }
}
