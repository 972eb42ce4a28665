package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.experiment.ClassNames.Reading;
import org.bakeoff.experiment.PredictionFileReader.PredictionFile;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.PredictionWarning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.PredictionWarning.DoubtfulPredictions.Doubt;
import org.bakeoff.statistics.Warning;

/** Reads predictions that models from elsewhere made for the test examples, matched by their ids. */
final class PredictionReader {

    /** So many labels are seldom all right. */
    private static final int MANY = 50;

    /** So many are doubtful where the file has other columns, which may be the predictions. */
    private static final int SOME = 20;

    /** The share of rows with tied probabilities that is worth a warning. */
    private static final double MANY_TIES = 0.01;

    /** So many standard deviations below chance aren't chance. */
    private static final double DEVIATIONS = 4;

    private static final String ONE_EACH = "Give a file for each seed that the model was trained with.";
    private static final String NAMES = "Write the labels of all files of a model as names of classes.";

    /** What is predicted fewer times says nothing of what is meant by it. */
    private static final int FEW = 5;

    /** So many files are read at once, which share the memory for rows. */
    private static final int TOGETHER = 2;

    private final ExampleTable test;
    private final ClassNames classes;
    private final List<String> ids;
    private final Map<String, Integer> positions = new HashMap<>();
    private final PredictionFaults faults = new PredictionFaults();
    private final List<Warning> warnings = new ArrayList<>();

    /** Reads predictions for test examples. */
    PredictionReader(TestData test) {
        this.test = test.table();
        this.classes = new ClassNames(test.info().classes());
        this.ids = List.copyOf(test.table().ids());
        ids.forEach(id -> positions.put(id, positions.size()));
    }

    /**
     * Reads the files of each model, one for each of its seeds, which are 1, 2, 3 and so on. {@link #check} has the faults.
     */
    Map<String, List<Predictions>> read(Map<String, List<Path>> models) {
        List<Path> all = models.values().stream().flatMap(List::stream).toList();
        Iterator<ReadFile> files = IntStream.iterate(0, from -> from < all.size(), from -> from + TOGETHER)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + TOGETHER)))
                .flatMap(this::together)
                .iterator();
        Map<String, List<Predictions>> predictions = new LinkedHashMap<>();
        models.forEach((model, some) -> {
            List<PredictionFile> read = new ArrayList<>();
            Set<Path> distinct = new HashSet<>();
            for (Path path : some) {
                if (!distinct.add(real(path))) {
                    faults.add(path, "it is given twice for the model " + model, ONE_EACH);
                }
                ReadFile file = files.next();
                faults.addAll(file.faults());
                file.content().ifPresent(read::add);
            }
            predictions.put(model, faults.none() ? predictions(model, read) : List.of());
        });
        return predictions;
    }

    /** Reads files at once, and again alone what is faulty: it may have been too large beside the others. */
    private Stream<ReadFile> together(List<Path> files) {
        List<ReadFile> read =
                files.parallelStream().map(file -> read(file, files.size())).toList();
        return IntStream.range(0, files.size())
                .mapToObj(index -> files.size() == 1 || read.get(index).faults().none()
                        ? read.get(index)
                        : read(files.get(index), 1));
    }

    private ReadFile read(Path file, int together) {
        PredictionFileReader reader = new PredictionFileReader(ids, test.texts(), positions, classes);
        return new ReadFile(reader.read(file, together), reader.faults());
    }

    /** Holds what a file holds, or what is wrong with it. */
    private record ReadFile(Optional<PredictionFile> content, PredictionFaults faults) {}

    /**
     * Throws what was wrong with any file.
     *
     * @throws org.bakeoff.io.BakeoffException if anything was
     */
    void check() {
        faults.check();
    }

    /** Returns what is odd about the files, but no fault. */
    List<Warning> warnings() {
        return warnings;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            // Reading it says why.
            return file;
        }
    }

    /** Reads the labels of all files in the same way, unless some can only be names and others only indexes. */
    private List<Predictions> predictions(String model, List<PredictionFile> files) {
        Set<Reading> common = EnumSet.allOf(Reading.class);
        files.stream()
                .filter(file -> !file.labels().isEmpty())
                .forEach(file -> common.retainAll(file.labels().keySet()));
        List<Predictions> seeds = new ArrayList<>();
        for (PredictionFile file : files) {
            if (common.isEmpty() && file.ambiguous()) {
                faults.add(
                        file.path(),
                        "its labels may be names of classes or indexes, and other files of " + model + " have both",
                        NAMES);
            }
            Optional<int[]> labels = (common.isEmpty() ? file.labels().keySet() : common)
                    .stream().findFirst().map(file.labels()::get);
            seeds.add(predictions(model, file, labels, seeds));
        }
        common.stream().findFirst().ifPresent(reading -> warnOfReading(model, files, reading));
        return seeds;
    }

    private Predictions predictions(
            String model, PredictionFile file, Optional<int[]> labels, List<Predictions> earlier) {
        long seed = earlier.size() + 1L;
        int count = classes.names().size();
        Predictions read = file.probabilities()
                .map(all -> new Predictions(seed, count, all))
                .orElseGet(() -> Predictions.ofLabels(seed, count, labels.orElseThrow()));
        boolean contradicting = false;
        boolean undecided = file.probabilities().isPresent();
        if (undecided && labels.isPresent()) {
            int[] given = labels.get();
            boolean gold = !file.own()
                    && IntStream.range(0, given.length).allMatch(example -> given[example] == test.label(example));
            contradicting = contradictions(model, file.path(), read, given, gold);
            if (!gold && !contradicting) {
                read = TieBreaker.decide(read, example -> given[example]);
                undecided = false;
            }
        }
        int enough = file.probabilities().isPresent() || file.own()
                ? Integer.MAX_VALUE
                : file.beside().classes() ? 1 : file.beside().others() ? SOME : MANY;
        Predictions decided = read;
        Optional<Doubt> doubt = read.size() >= MANY && earlier.stream().anyMatch(one -> same(one, decided))
                ? Optional.of(Doubt.EARLIER_FILE)
                : isOfOthers(file.beside().truth())
                        ? Optional.of(Doubt.OTHER_EXAMPLES)
                        : file.beside().otherTexts()
                                ? Optional.of(Doubt.OTHER_TEXTS)
                                : contradicting ? Optional.empty() : doubt(read, enough, undecided);
        // Of labels that are names as well as indexes the other reading is said.
        boolean said = file.probabilities().isEmpty() && file.ambiguous();
        doubt.filter(known -> !(said && known == Doubt.OTHER_ORDER))
                .ifPresent(known -> warnings.add(new PredictionWarning.DoubtfulPredictions(
                        model, String.valueOf(file.path().getFileName()), classes.names(), known)));
        return read;
    }

    /** Returns whether labels that stand beside the predicted ones can't be those of the test examples, however they are read. */
    private boolean isOfOthers(Collection<int[]> truth) {
        return !truth.isEmpty()
                && truth.stream()
                        .allMatch(labels -> IntStream.range(0, labels.length)
                                        .filter(example -> labels[example] != test.label(example))
                                        .count()
                                > Beside.MANY_OTHERS * labels.length);
    }

    private static boolean same(Predictions one, Predictions other) {
        return one.hasProbabilities() == other.hasProbabilities()
                && IntStream.range(0, one.size())
                        .allMatch(example -> one.predicted(example) == other.predicted(example)
                                && (!one.hasProbabilities()
                                        || IntStream.range(0, one.classes())
                                                .allMatch(index -> one.probability(example, index)
                                                        == other.probability(example, index))));
    }

    /** Warns where labels are right far more often if they are read in the other way. */
    private void warnOfReading(String model, List<PredictionFile> files, Reading reading) {
        long right = 0;
        long otherwise = 0;
        long differing = 0;
        long total = 0;
        int seeds = 0;
        for (PredictionFile file : files) {
            if (file.probabilities().isEmpty() && file.ambiguous()) {
                int[] read = file.labels().getOrDefault(reading, new int[0]);
                int[] other =
                        file.labels().getOrDefault(reading == Reading.NAME ? Reading.INDEX : Reading.NAME, new int[0]);
                for (int example = 0; example < read.length; example++) {
                    boolean isRight = read[example] == test.label(example);
                    boolean wouldBe = other[example] == test.label(example);
                    right += isRight ? 1 : 0;
                    otherwise += wouldBe ? 1 : 0;
                    differing += isRight == wouldBe ? 0 : 1;
                }
                total += read.length;
                seeds++;
            }
        }
        // Seeds are right about the same examples, so that many say little more than one.
        if (otherwise - right > DEVIATIONS * Math.sqrt((double) seeds * differing)) {
            warnings.add(new PredictionWarning.AmbiguousLabels(
                    model, classes.names(), reading == Reading.INDEX, right, otherwise, total));
        }
    }

    /** Warns of labels that contradict the probabilities. In our own files they are the true ones, which errors contradict. */
    private boolean contradictions(String model, Path file, Predictions read, int[] predicted, boolean gold) {
        int contradicting = 0;
        for (int example = 0; example < predicted.length; example++) {
            double best = read.probability(example, read.predicted(example));
            contradicting += read.probability(example, predicted[example]) < best - TieBreaker.TOLERANCE ? 1 : 0;
        }
        boolean most = 2 * contradicting > predicted.length;
        if (contradicting > 0 && (!gold || most)) {
            boolean likely = read.classes() == 2
                    && !gold
                    && IntStream.range(0, predicted.length).allMatch(example -> read.predicted(example) == 1);
            Cause cause = likely ? Cause.PREDICTED_CLASS : most ? Cause.OTHER_CLASSES : Cause.UNKNOWN;
            warnings.add(new PredictionWarning.ContradictoryLabels(
                    model,
                    String.valueOf(file.getFileName()),
                    contradicting,
                    predicted.length,
                    classes.names(),
                    cause));
            return true;
        }
        return false;
    }

    /**
     * Returns what predictions probably are instead.
     *
     * @param enough so many that are all right are probably the true labels
     * @param undecided whether no label decides ties
     */
    private Optional<Doubt> doubt(Predictions read, int enough, boolean undecided) {
        int[] examples = new int[classes.names().size()];
        int[] right = new int[examples.length];
        for (int example = 0; example < read.size(); example++) {
            examples[test.label(example)]++;
            right[test.label(example)] += read.predicted(example) == test.label(example) ? 1 : 0;
        }
        if (read.size() >= enough && IntStream.of(right).sum() == read.size()) {
            return Optional.of(Doubt.TRUE_LABELS);
        }
        if (examples.length == 2 && examples[0] > 0 && examples[1] > 0) {
            double below = 1 - (double) right[0] / examples[0] - (double) right[1] / examples[1];
            double chance = Math.sqrt(0.25 / examples[0] + 0.25 / examples[1]);
            if (below > DEVIATIONS * chance) {
                return Optional.of(Doubt.OTHER_CLASS);
            }
        }
        if (examples.length > 2 && isOfOtherOrder(read)) {
            return Optional.of(Doubt.OTHER_ORDER);
        }
        return undecided && TieBreaker.ties(read) > MANY_TIES * read.size()
                ? Optional.of(Doubt.TIES)
                : Optional.empty();
    }

    /**
     * Returns whether far more would be right if other classes were meant: each predicted class is most often the prediction for a
     * class of its own, which is another one for two of them or more.
     */
    private boolean isOfOtherOrder(Predictions read) {
        long count = classes.names().size();
        // Of tens of thousands of classes there is no room for a table of all pairs.
        long[] cells = IntStream.range(0, read.size())
                .filter(example -> read.predicted(example) >= 0)
                .mapToLong(example -> read.predicted(example) * count + test.label(example))
                .sorted()
                .toArray();
        BitSet meant = new BitSet();
        int moved = 0;
        long right = 0;
        long otherwise = 0;
        for (int from = 0; from < cells.length; ) {
            int predicted = (int) (cells[from] / count);
            int total = 0;
            int own = 0;
            int most = predicted;
            int ofMost = 0;
            while (from + total < cells.length && cells[from + total] / count == predicted) {
                int first = from + total;
                int same = 1;
                while (first + same < cells.length && cells[first + same] == cells[first]) {
                    same++;
                }
                int label = (int) (cells[first] % count);
                own = label == predicted ? same : own;
                if (same > ofMost || (same == ofMost && label == predicted)) {
                    most = label;
                    ofMost = same;
                }
                total += same;
            }
            from += total;
            if (total >= FEW) {
                if (meant.get(most)) {
                    return false;
                }
                meant.set(most);
                moved += most == predicted ? 0 : 1;
                right += most == predicted ? 0 : own;
                otherwise += most == predicted ? 0 : ofMost;
            }
        }
        return moved > 1 && otherwise - right > DEVIATIONS * Math.sqrt((double) otherwise + right);
    }
}
