package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody probably meant who misspelt it. */
public final class NearestName {

    /** Of a longer name nothing is near; whoever gives one didn't misspell another. */
    public static final int LONGEST = 60;

    /** Shorter ones are part of too many names. */
    private static final int SHORTEST_PART = 3;

    private NearestName() {}

    /**
     * Returns the nearest name that differs in few letters, capital or small, or else the shortest one that holds the name, as
     * hiddenUnits holds units; empty if none is near.
     */
    public static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String small = name.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance = new LevenshteinDistance(name.length() < 4 ? 1 : Math.max(2, name.length() / 3));
        return known.stream()
                .filter(other -> distance.apply(small, other.toLowerCase(Locale.ROOT)) >= 0)
                .min(Comparator.comparing(other -> distance.apply(small, other.toLowerCase(Locale.ROOT))))
                .or(() -> known.stream()
                        .filter(other -> small.length() >= SHORTEST_PART
                                && other.toLowerCase(Locale.ROOT).contains(small))
                        .min(Comparator.comparing(String::length)));
    }

    /**
     * Returns the path of the same name in a folder where such things usually are, or else of nearly the same name in the same
     * folder or in that one; empty if none is near.
     *
     * @param missing a path where nothing is
     * @param suffix what may have been left out at its end
     * @param usual the name of that folder, beside the path
     * @param kind what it should be, such as a file
     */
    public static Optional<Path> instead(Path missing, String suffix, String usual, Predicate<Path> kind) {
        Path there = missing.resolveSibling(usual).resolve(String.valueOf(missing.getFileName()));
        return Optional.of(there)
                .filter(kind)
                .or(() -> beside(missing, suffix, kind))
                .or(() -> beside(there, suffix, kind));
    }

    /**
     * Returns the path of nearly the same name in the same folder; empty if none is near, or there is no such folder either.
     *
     * @param missing see {@link #instead}, as for the others
     */
    public static Optional<Path> beside(Path missing, String suffix, Predicate<Path> kind) {
        String name = String.valueOf(missing.getFileName());
        try {
            List<String> names = RegularFiles.list(missing.toAbsolutePath().resolveSibling("")).stream()
                    .filter(kind)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
            return of(name, names).or(() -> of(name + suffix, names)).map(missing::resolveSibling);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
