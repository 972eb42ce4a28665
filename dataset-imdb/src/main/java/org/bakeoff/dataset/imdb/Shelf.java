package org.bakeoff.dataset.imdb;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The reviews of one part and the list of their movies, as they come in, in whatever order. */
final class Shelf {

    private final Part part;
    private final Origin origin;
    private final SortedMap<Integer, Entry> entries = new TreeMap<>();
    private @Nullable List<String> movies;

    Shelf(Part part, Origin origin) {
        this.part = part;
        this.origin = origin;
    }

    private record Entry(ReviewName name, String text) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(DataFile file, byte[] bytes) throws BadData {
        if (!file.isMovieList()) {
            addReview(file, bytes);
        } else if (movies != null) {
            throw origin.fault(file.path(), "is there twice");
        } else {
            movies = MovieList.parse(file.path(), StrictUtf8.decode(bytes, file.path(), origin), origin);
        }
    }

    private void addReview(DataFile file, byte[] bytes) throws BadData {
        ReviewName name = ReviewName.parse(file, origin);
        Entry other = entries.put(name.number(), new Entry(name, StrictUtf8.decode(bytes, file.path(), origin)));
        if (other != null) {
            throw origin.fault(
                    file.path(),
                    other.name().equals(name)
                            ? "is there twice"
                            : "has the same number as " + other.name().id() + ".txt");
        }
    }

    /** Refuses a list without reviews, and reviews without a list. */
    void check() throws BadData {
        if (movies == null) {
            throw origin.fault(part.movieList(), "is missing, so the reviews' movies aren't known");
        }
        int lines = movies.size();
        int number = 0;
        for (Entry entry : entries.values()) {
            if (entry.name().number() >= lines) {
                throw origin.fault(
                        part.movieList(),
                        "has " + lines + " lines, none for " + entry.name().id() + ".txt");
            }
            if (entry.name().number() != number) {
                throw missing(number, lines);
            }
            number++;
        }
        if (number < lines) {
            throw missing(number, lines);
        }
    }

    private BadData missing(int number, int lines) {
        return origin.fault(
                part.folder(),
                "lacks review " + number + "; it has " + entries.size() + " of the " + lines + " that "
                        + part.movieList() + " lists");
    }

    /** The reviews in the order of their numbers; once they are checked. */
    List<Review> reviews() {
        List<Review> reviews = new ArrayList<>(entries.size());
        if (movies != null) {
            for (Entry entry : entries.values()) {
                reviews.add(new Review(
                        entry.name(), entry.text(), movies.get(entry.name().number())));
            }
        }
        return reviews;
    }
}
