package org.bakeoff.dataset.imdb;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the reviews of one split and the list of their movies, in any order. */
final class SplitBuilder {

    private static final Pattern MOVIE = Pattern.compile("/title/(tt[0-9]+)(/|$)");
    private static final char REPLACEMENT = '\uFFFD';

    private final Split split;
    private final DataSource source;
    private final SortedMap<Integer, Entry> entries = new TreeMap<>();
    private @Nullable List<String> movies;

    SplitBuilder(Split split, DataSource source) {
        this.split = split;
        this.source = source;
    }

    private record Entry(Review.Name name, String text) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(DataFile file, byte[] bytes) throws InvalidDataException {
        if (!file.isMovieList()) {
            addReview(file, bytes);
        } else if (movies != null) {
            throw source.fault(file.path(), "is there twice");
        } else {
            movies = movies(decode(bytes, file.path()), file.path());
        }
    }

    private void addReview(DataFile file, byte[] bytes) throws InvalidDataException {
        Review.Name name = Review.Name.parse(file, source);
        Entry other = entries.put(name.number(), new Entry(name, decode(bytes, file.path())));
        if (other != null) {
            throw source.fault(
                    file.path(),
                    other.name().equals(name)
                            ? "is there twice"
                            : "has the same number as " + other.name().id() + ".txt");
        }
    }

    /** Reads a list that has the URL of a movie on the line of each review, counted from 0. */
    private List<String> movies(String content, String path) throws InvalidDataException {
        List<String> found = new ArrayList<>();
        for (String line : (Iterable<String>) content.lines()::iterator) {
            Matcher matcher = MOVIE.matcher(line);
            if (!matcher.find()) {
                throw source.fault(
                        path,
                        "has no movie in line " + (found.size() + 1) + ", \"" + DataSource.shown(line)
                                + "\"; a URL with /title/tt0453418/ or the like is needed");
            }
            found.add(matcher.group(1));
        }
        return found;
    }

    /** Refuses invalid UTF-8, which Java would turn into question marks. */
    private String decode(byte[] bytes, String path) throws InvalidDataException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            // The text itself may contain this character: only the decoder knows.
            CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (strict.decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
                throw source.fault(path, "is no UTF-8: byte " + in.position() + " (from 0) begins no character");
            }
        }
        return text;
    }

    /** Refuses a list without reviews, and reviews without a list. */
    void check() throws InvalidDataException {
        if (movies == null) {
            throw source.fault(split.movieList, "is missing, so the reviews' movies aren't known");
        }
        int lines = movies.size();
        int number = 0;
        for (Entry entry : entries.values()) {
            if (entry.name().number() >= lines) {
                throw source.fault(
                        split.movieList,
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

    private InvalidDataException missing(int number, int lines) {
        return source.fault(
                split.folder,
                "lacks review " + number + "; it has " + entries.size() + " of the " + lines + " that "
                        + split.movieList + " lists");
    }

    /** Returns the reviews in the order of their numbers, once they have been checked. */
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
