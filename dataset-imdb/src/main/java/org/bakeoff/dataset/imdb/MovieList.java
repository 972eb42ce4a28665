package org.bakeoff.dataset.imdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list that has the URL of a movie on the line of each review, counted from 0. */
final class MovieList {

    private static final Pattern MOVIE = Pattern.compile("/title/(tt[0-9]+)(/|$)");

    private MovieList() {}

    /** The movies of a list, line by line. */
    static List<String> parse(String path, String content, Origin origin) throws BadData {
        List<String> movies = new ArrayList<>();
        for (String line : (Iterable<String>) content.lines()::iterator) {
            Matcher matcher = MOVIE.matcher(line);
            if (!matcher.find()) {
                throw origin.fault(
                        path,
                        "has no movie in line " + (movies.size() + 1) + ", \"" + Origin.shown(line)
                                + "\"; a URL with /title/tt0453418/ or the like is needed");
            }
            movies.add(matcher.group(1));
        }
        return movies;
    }
}
