package org.bakeoff.report.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ModelResult;

/**
 * {@code data.json}: what the models of a run take and give. With it they predict without the data that they were trained
 * on.
 *
 * @param classes the names of the classes
 * @param vocabulary the word of every token id
 * @param length the largest number of token ids of a text
 * @param trials the trials whose models take these token ids; in a comparison of several runs not all do
 * @param encodings what models with encodings of their own take
 * @param checksums the CRC-32C of the encoded data that the trials were trained on: of those that take the dataset's token ids, then of
 *     each encoding's. Empty in comparisons, whose trials may come from elsewhere, and in runs of earlier versions
 */
public record DataFile(
        List<String> classes,
        List<String> vocabulary,
        int length,
        List<Entry> trials,
        List<Encoding> encodings,
        List<String> checksums) {

    /** So many bytes leave enough for all else. */
    private static final long MOST_WORDS = RegularFiles.LARGEST_TEXT - (16 << 20);

    /** Copies the lists. */
    public DataFile {
        classes = List.copyOf(classes);
        vocabulary = List.copyOf(vocabulary);
        trials = List.copyOf(trials);
        encodings = List.copyOf(encodings);
        checksums = List.copyOf(checksums);
    }

    /**
     * The encoding of models that don't take the dataset's token ids.
     *
     * @param sha256 the SHA-256 of its fingerprint
     * @param vocabulary the word of every token id
     * @param length the largest number of token ids of a text
     * @param trials the trials whose models take these token ids
     */
    public record Encoding(String sha256, List<String> vocabulary, int length, List<Entry> trials) {

        /** Copies the lists. */
        public Encoding {
            Objects.requireNonNull(sha256);
            vocabulary = List.copyOf(vocabulary);
            trials = List.copyOf(trials);
        }
    }

    /**
     * A trial.
     *
     * @param model its model's name
     * @param configuration the number of its configuration in a search, from 1 on; 0 outside of one
     * @param seed its seed
     */
    public record Entry(String model, int configuration, long seed) {

        /** Returns its name, which is that of its folder, too. */
        public String name() {
            return model + (configuration == 0 ? "" : "-" + configuration) + "-" + seed;
        }
    }

    /** Describes the data as the dataset encoded it. */
    public DatasetInfo info() {
        return new DatasetInfo(classes, vocabulary, length);
    }

    /** Returns what its model needs to know of the data, for each trial. */
    public Map<Entry, DatasetInfo> infos() {
        Map<Entry, DatasetInfo> infos = new LinkedHashMap<>();
        trials.forEach(trial -> infos.put(trial, info()));
        for (Encoding encoding : encodings) {
            DatasetInfo info = new DatasetInfo(classes, encoding.vocabulary(), encoding.length());
            encoding.trials().forEach(trial -> infos.put(trial, info));
        }
        return infos;
    }

    /** Returns the encoding of a trial's model; empty if the model takes the dataset's token ids, or there is no such trial. */
    public Optional<Encoding> encoding(Entry trial) {
        return encodings.stream()
                .filter(encoding -> encoding.trials().contains(trial))
                .findFirst();
    }

    /** Returns the checksum of the encoded data that a trial was trained on; empty if it isn't known. */
    public Optional<String> checksum(Entry trial) {
        int encoding = encoding(trial).map(encodings::indexOf).orElse(-1);
        return checksums.isEmpty() ? Optional.empty() : Optional.of(checksums.get(1 + encoding));
    }

    /**
     * Requires words that are neither so many nor so long that nothing could read the file again.
     *
     * @param file where it is to be
     * @throws BakeoffException if they are
     */
    void requireReadable(Path file) {
        long bytes = Stream.concat(Stream.of(vocabulary), encodings.stream().map(Encoding::vocabulary))
                .flatMap(List::stream)
                .mapToLong(DataFile::bytes)
                .sum();
        if (bytes > MOST_WORDS) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNSUITABLE,
                    ErrorLocation.of(file),
                    "the words that the models are to know take " + (bytes >> 20) + " MiB, and " + file + " can hold "
                            + (MOST_WORDS >> 20),
                    "Choose shorter tokens, such as characters, or a smaller vocabulary.");
        }
    }

    /** Returns how many bytes a word and what is around it take in JSON at most. */
    private static long bytes(String word) {
        return 4 + word.chars().mapToLong(DataFile::bytes).sum();
    }

    private static long bytes(int letter) {
        boolean plain = letter >= ' ' && letter < 0x7f && letter != '"' && letter != '\\';
        return plain ? 1 : Character.isLetterOrDigit((char) letter) ? 3 : "\\u0000".length();
    }

    /** Throws IllegalArgumentException for what no run writes. */
    void check() {
        infos();
        if (!checksums.isEmpty() && checksums.size() != 1 + encodings.size()) {
            throw new IllegalArgumentException(
                    "it has " + checksums.size() + " checksums of " + (1 + encodings.size()) + " files");
        }
        Set<Entry> met = new HashSet<>();
        Stream<Entry> own = encodings.stream().flatMap(encoding -> encoding.trials().stream());
        for (Entry trial : Stream.concat(trials.stream(), own).toList()) {
            // The name becomes a path.
            if (!ModelResult.isName(trial.model()) || trial.seed() < 0 || trial.configuration() < 0) {
                throw new IllegalArgumentException(
                        "a trial can't be named '" + TerminalText.excerpt(trial.name(), 40) + "'");
            }
            if (!met.add(trial)) {
                throw new IllegalArgumentException("it names the trial " + trial.name() + " twice");
            }
        }
    }
}
