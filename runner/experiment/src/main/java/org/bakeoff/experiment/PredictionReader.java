package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.experiment.PredictionFaults.Occurrence;
import org.bakeoff.report.Numbers;
import org.bakeoff.statistics.Warning;
import org.bakeoff.statistics.Warning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.Warning.DoubtfulPredictions.Doubt;

/** Reads predictions that models from elsewhere made for the test examples, matched by their ids. */
final class PredictionReader {

    /** Probabilities that were rounded to two decimals may be off their sum by as much. */
    private static final double TOLERANCE = 0.01;

    /** Those of many classes, rounded to three decimals or more, by as much for each class. */
    private static final double TOLERANCE_OF_CLASS = 0.0002;

    /** Numbers of 32 bits may leave [0, 1] by as much. */
    private static final double ROUNDING = 1e-6;

    /** Names of the column of predicted classes, beside which a label is the true one. */
    private static final List<String> PREDICTED =
            List.of("predicted", "prediction", "predicted_label", "pred", "y_pred");

    /** Names of columns that hold no probabilities. */
    private static final List<String> OTHERS = List.of("id", "label", "text", "group");

    /** So many labels are seldom all right. */
    private static final int MANY = 50;

    /** So many are doubtful where the file has other columns, which may be the predictions. */
    private static final int SOME = 20;

    /** The share of rows with tied probabilities that is worth a warning. */
    private static final double MANY_TIES = 0.01;

    /** So many standard deviations below chance aren't chance. */
    private static final double DEVIATIONS = 4;

    private static final String IDS = "Predict every test example once, under its own id.";

    private final ExampleTable test;
    private final List<String> ids;
    private final ClassNames classes;
    private final Map<String, Integer> positions = new HashMap<>();
    private final String labels;
    private final PredictionFaults faults = new PredictionFaults();
    private final List<Warning> warnings = new ArrayList<>();

    /** Reads predictions for test examples. */
    PredictionReader(TestData test) {
        this.test = test.table();
        this.classes = new ClassNames(test.info().classes());
        this.ids = List.copyOf(test.table().ids());
        ids.forEach(id -> positions.put(id, positions.size()));
        this.labels = "The classes are, in this order, " + String.join(", ", classes.names())
                + "; a label is the name of one of them, or its index from 0.";
    }

    /** Reads the files of a model, one for each of its seeds, which are 1, 2, 3 and so on. {@link #check} has the faults. */
    List<Predictions> read(String model, List<Path> files) {
        List<Predictions> seeds = new ArrayList<>();
        for (Path file : files) {
            try {
                read(model, TableFile.read(file), seeds.size() + 1L).ifPresent(seeds::add);
            } catch (TableFile.InvalidTableException e) {
                faults.add(e, PredictionFaults.FORM);
            }
        }
        return seeds;
    }

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

    private Optional<Predictions> read(String model, TableFile table, long seed)
            throws TableFile.InvalidTableException {
        int[] rows = rows(table);
        // Beside it, a label is the true one.
        int own = PREDICTED.stream()
                .mapToInt(table::column)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
        int label = own >= 0 ? own : table.column("label");
        Optional<Columns> columns = columns(table);
        if (columns.isEmpty() && label < 0) {
            faults.add(
                    table.path(),
                    "it has neither labels nor probabilities, but only " + String.join(", ", table.columns()),
                    PredictionFaults.FORM);
        }
        Optional<int[]> predicted = label < 0 ? Optional.empty() : Optional.of(labels(table, label, rows));
        Optional<double[]> probabilities = columns.map(found -> probabilities(table, found, rows));
        if (!faults.none() || (predicted.isEmpty() && probabilities.isEmpty())) {
            return Optional.empty();
        }
        int count = classes.names().size();
        Predictions read = probabilities
                .map(all -> new Predictions(seed, count, all))
                .orElseGet(() -> Predictions.ofLabels(seed, count, predicted.orElseThrow()));
        boolean undecided = probabilities.isPresent();
        if (undecided && predicted.isPresent()) {
            int[] given = predicted.get();
            boolean gold = own < 0
                    && IntStream.range(0, given.length).allMatch(example -> given[example] == test.label(example));
            if (contradictions(model, table.path(), read, given, gold)) {
                return Optional.of(read);
            }
            if (!gold) {
                read = TieBreaker.decide(read, example -> given[example]);
                undecided = false;
            }
        }
        int enough = probabilities.isPresent() || own >= 0
                ? Integer.MAX_VALUE
                : table.columns().size() > 2 ? SOME : MANY;
        doubt(read, enough, undecided)
                .ifPresent(doubt -> warnings.add(new Warning.DoubtfulPredictions(
                        model, String.valueOf(table.path().getFileName()), classes.names(), doubt)));
        return Optional.of(read);
    }

    /** Returns the row of every test example. */
    private int[] rows(TableFile table) throws TableFile.InvalidTableException {
        int id = table.required("id");
        int[] rows = new int[positions.size()];
        Arrays.fill(rows, -1);
        List<Occurrence> unknown = new ArrayList<>();
        List<Occurrence> twice = new ArrayList<>();
        for (int index = 0; index < table.rows().size(); index++) {
            TableFile.Row row = table.rows().get(index);
            String name = row.fields().get(id);
            Integer position = positions.getOrDefault(name, positions.get(TableFile.stripped(name)));
            if (position == null) {
                unknown.add(new Occurrence(row.line(), name));
            } else if (rows[position] >= 0) {
                twice.add(new Occurrence(row.line(), name));
            } else {
                rows[position] = index;
            }
        }
        List<Occurrence> missing = IntStream.range(0, rows.length)
                .filter(position -> rows[position] < 0)
                .mapToObj(position -> new Occurrence(0, ids.get(position)))
                .toList();
        String of = "of " + Numbers.count(rows.length) + " test examples ";
        faults.add(table.path(), of + "has no prediction", of + "have no prediction", missing, IDS);
        faults.add(table.path(), "id stands a second time", "ids stand a second time", twice, IDS);
        faults.add(table.path(), "id is of no test example", "ids are of no test example", unknown, IDS);
        return rows;
    }

    /** Where the probability of each class stands; of two classes one is enough. */
    private record Columns(List<Integer> ofClass) {}

    private Optional<Columns> columns(TableFile table) {
        int count = classes.names().size();
        int single = table.column("probability");
        if (single >= 0 && count == 2) {
            return Optional.of(new Columns(List.of(-1, single)));
        }
        if (single >= 0) {
            faults.add(
                    table.path(),
                    "it has a column \"probability\", but there are " + count + " classes",
                    PredictionFaults.FORM + " " + labels);
            return Optional.empty();
        }
        List<String> numbered =
                IntStream.range(0, count).mapToObj(index -> "p" + index).toList();
        Optional<Columns> byIndex = columns(table, numbered);
        if (table.column("p" + count) >= 0) {
            faults.add(
                    table.path(),
                    "it has a column \"p" + count + "\", but there are only " + count + " classes",
                    labels + " --classes names them all if the labels of the test examples lack one.");
        }
        return byIndex.isPresent() ? byIndex : columns(table, classes.names());
    }

    private Optional<Columns> columns(TableFile table, List<String> names) {
        List<Integer> alike =
                names.stream().map(name -> alike(table, name, names)).toList();
        if (!alike.contains(-1)) {
            return Optional.of(new Columns(alike));
        }
        List<Integer> found = names.stream().map(table.columns()::indexOf).toList();
        List<String> missing =
                names.stream().filter(name -> !table.columns().contains(name)).toList();
        if (missing.size() == names.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty() && names.size() > 2) {
            faults.add(table.path(), "it has no column for " + String.join(", ", missing), PredictionFaults.FORM);
        }
        return Optional.of(new Columns(found));
    }

    /** Returns the column of a name, or one that differs in case and in blanks around it and is nothing else; -1 if there is none. */
    private static int alike(TableFile table, String name, List<String> names) {
        int exact = table.columns().indexOf(name);
        return exact >= 0
                ? exact
                : IntStream.range(0, table.columns().size())
                        .filter(column -> table.columns().get(column).equalsIgnoreCase(TableFile.stripped(name))
                                && !names.contains(table.columns().get(column))
                                && Stream.concat(OTHERS.stream(), PREDICTED.stream())
                                        .noneMatch(table.columns().get(column)::equalsIgnoreCase))
                        .findFirst()
                        .orElse(-1);
    }

    private int[] labels(TableFile table, int column, int[] rows) {
        Function<String, OptionalInt> reader = classes.reader(table.distinct(column));
        faults.add(
                table.path(),
                "label is unknown",
                "labels are unknown",
                table.rows(
                        column, label -> reader.apply(TableFile.stripped(label)).isEmpty()),
                labels);
        return IntStream.of(rows)
                .map(row -> row < 0
                        ? -1
                        : reader.apply(table.rows().get(row).stripped(column)).orElse(-1))
                .toArray();
    }

    /** Returns the probabilities in the form of {@link Predictions}. */
    private double[] probabilities(TableFile table, Columns columns, int[] rows) {
        int count = classes.names().size();
        double tolerance = Math.max(TOLERANCE, TOLERANCE_OF_CLASS * count);
        double[] all = new double[count == 2 ? rows.length : rows.length * count];
        List<Occurrence> none = new ArrayList<>();
        List<Occurrence> outside = new ArrayList<>();
        List<Occurrence> sums = new ArrayList<>();
        for (int position = 0; position < rows.length; position++) {
            if (rows[position] < 0) {
                continue;
            }
            TableFile.Row row = table.rows().get(rows[position]);
            double[] values = new double[count];
            double sum = 0;
            boolean whole = true;
            for (int index = 0; index < count; index++) {
                int column = columns.ofClass().get(index);
                if (column < 0) {
                    whole = false;
                    continue;
                }
                double value = number(row.stripped(column));
                if (!Double.isFinite(value)) {
                    none.add(new Occurrence(row.line(), row.fields().get(column)));
                } else if (value < -ROUNDING || value > 1 + ROUNDING) {
                    outside.add(new Occurrence(row.line(), row.fields().get(column)));
                }
                values[index] = Math.min(1, Math.max(0, value));
                sum += value;
            }
            if (whole && Double.isFinite(sum) && Math.abs(sum - 1) > tolerance + ROUNDING) {
                sums.add(new Occurrence(row.line(), Double.toString(sum)));
            }
            if (count == 2) {
                all[position] = columns.ofClass().get(1) < 0 ? 1 - values[0] : values[1];
            } else {
                System.arraycopy(values, 0, all, position * count, count);
            }
        }
        faults.add(
                table.path(),
                "probability is no number",
                "probabilities are no numbers",
                none,
                "Write every probability as a decimal from 0 to 1.");
        faults.add(
                table.path(),
                "probability is not from 0 to 1",
                "probabilities are not from 0 to 1",
                outside,
                "Write probabilities, not logits or percentages; a softmax or a sigmoid makes them of logits.");
        faults.add(
                table.path(),
                "row has probabilities that don't sum to 1",
                "rows have probabilities that don't sum to 1",
                sums,
                "The probabilities of all classes sum to 1. " + labels);
        return all;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
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
            warnings.add(new Warning.ContradictoryLabels(
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
        return undecided && TieBreaker.ties(read) > MANY_TIES * read.size()
                ? Optional.of(Doubt.TIES)
                : Optional.empty();
    }
}
