package org.bakeoff.plugins;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.jspecify.annotations.Nullable;

/**
 * Checks that terminal, JSON and report can show what an evaluator found: nothing is null, names are unique, values are what
 * their types promise, and nothing is so large that the files of a run would be too. Copies what could change later.
 */
public final class FindingValidator {

    /** The findings of an evaluator at most. */
    static final int MOST_FINDINGS = 1_000;

    /** The slices of all findings, the columns of a table, the lines of a curve, and the groups of examples, at most. */
    static final int MOST_PARTS = 10_000;

    /** The slices that an example is in at most, as a mean over all examples. */
    static final int SLICES_PER_EXAMPLE = 100;

    /** The rows of a table, and the examples that are listed, at most. */
    static final int MOST_ROWS = 50_000;

    /**
     * The cells, shaded columns, numbers of points, and predictions of an evaluator's findings at most. A row, or an example without any
     * counts as one.
     */
    static final int MOST_VALUES = 1_000_000;

    /** The numbers of a point, with its band; a line counts as one more, for its names. */
    private static final int POINT = 4;

    /** The characters of a name or a title at most; it may hold that of a class, which has up to 1,000. */
    static final int LONGEST_NAME = 2_000;

    /** The characters of a note or a cell at most. */
    static final int LONGEST_TEXT = 10_000;

    /** The characters of an example's text at most. */
    static final int LONGEST_EXAMPLE = 10_000_000;

    /** The characters of all findings of an evaluator at most. */
    static final long MOST_CHARACTERS = 50_000_000;

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    private final int examples;
    private final Set<String> models = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private long characters;
    private long values;
    private long slices;
    private long sliced;

    /** Reports what can't be shown; the message says it of the evaluator, without a full stop. */
    public static final class InvalidFindingException extends RuntimeException {

        private static final long serialVersionUID = 1;

        InvalidFindingException(String message) {
            super(message);
        }
    }

    /** Checks the findings of one comparison, evaluator by evaluator. */
    public FindingValidator(Comparison comparison) {
        this.examples = comparison.examples().size();
        comparison.models().stream().map(ModelPredictions::model).forEach(models::add);
    }

    /**
     * Checks all findings of one evaluator.
     *
     * @return copies that nobody can change
     * @throws InvalidFindingException if one can't be shown; then none of them counts
     */
    public List<Finding> check(@Nullable List<Finding> findings) {
        if (findings == null) {
            throw fault("gives null for its findings");
        }
        characters = 0;
        values = 0;
        slices = 0;
        sliced = 0;
        List<Finding> checked = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (Finding finding : findings) {
            Finding copy = check(given(finding, "a finding"));
            if (names.contains(copy.name()) || !own.add(copy.name())) {
                throw fault("gives a finding the name '" + copy.name() + "', which another has");
            }
            checked.add(copy);
            atMost(MOST_FINDINGS, checked.size(), "findings", "the comparison");
        }
        names.addAll(own);
        return checked;
    }

    private Finding check(Finding finding) {
        String name = text(finding.name(), LONGEST_NAME, () -> "the name of a finding");
        if (!NAME.matcher(name).matches()) {
            throw fault("gives a finding the name '" + ThrownText.cut(name)
                    + "'; it must be ASCII letters and digits, starting with a small letter");
        }
        if (text(finding.title(), LONGEST_NAME, () -> "the title of '" + name + "'")
                .isBlank()) {
            throw fault("gives '" + name + "' no title");
        }
        if (finding instanceof Metric metric) {
            check(metric);
        } else if (finding instanceof Slices slices) {
            return check(slices);
        } else if (finding instanceof Curve curve) {
            check(curve);
        } else if (finding instanceof Table table) {
            check(table);
        } else if (finding instanceof Cases cases) {
            check(cases);
        }
        return finding;
    }

    private static void check(Metric metric) {
        given(metric.function(), "the function of the metric '" + metric.name() + "'");
        given(metric.support(), "the support of the metric '" + metric.name() + "'");
        if (!(metric.low() < metric.high())) {
            throw fault(
                    "gives the metric '" + metric.name() + "' a range from " + metric.low() + " to " + metric.high());
        }
    }

    private Slices check(Slices finding) {
        note(finding.note(), finding);
        slices += finding.slices().size();
        atMost(MOST_PARTS, slices, "slices", "the comparison");
        Set<String> titles = new HashSet<>();
        List<Slices.Slice> copies = new ArrayList<>();
        for (Slices.Slice slice : finding.slices()) {
            String title = text(slice.name(), LONGEST_NAME, () -> "the name of a slice of '" + finding.name() + "'");
            if (title.isBlank() || !titles.add(title)) {
                throw fault("gives a slice of '" + finding.name() + "' the name '" + title
                        + "', which is blank or another's");
            }
            int[] given = given(slice.examples(), "the examples of a slice of '" + finding.name() + "'");
            sliced += given.length;
            atMost(
                    Math.max(MOST_VALUES, SLICES_PER_EXAMPLE * (long) examples),
                    sliced,
                    "examples in slices",
                    "the comparison");
            int[] positions = given.clone();
            for (int index = 0; index < positions.length; index++) {
                if (positions[index] < (index == 0 ? 0 : positions[index - 1] + 1) || positions[index] >= examples) {
                    throw fault("gives the slice '" + title + "' of '" + finding.name() + "' the example "
                            + positions[index] + "; they must be ascending and distinct, from 0 to " + (examples - 1));
                }
            }
            copies.add(new Slices.Slice(title, positions));
        }
        return new Slices(finding.name(), finding.title(), finding.note(), copies);
    }

    private void check(Curve curve) {
        note(curve.note(), curve);
        axis(given(curve.x(), "an axis of '" + curve.name() + "'"), curve);
        axis(given(curve.y(), "an axis of '" + curve.name() + "'"), curve);
        atMost(MOST_PARTS, curve.lines().size(), "lines", "'" + curve.name() + "'");
        for (Curve.Line line : curve.lines()) {
            model(line.model(), curve);
            text(line.variant(), LONGEST_NAME, () -> "the variant of a line of '" + curve.name() + "'");
            count((long) POINT * (1 + line.points().size()), curve);
            double before = Double.NEGATIVE_INFINITY;
            for (Curve.Point point : line.points()) {
                if (!Double.isFinite(point.x())
                        || point.x() < before
                        || (curve.x().logarithmic() && point.x() <= 0)
                        || (curve.y().logarithmic() && point.y() <= 0)) {
                    throw fault("gives '" + curve.name() + "' the point (" + point.x() + ", " + point.y()
                            + "); x must be finite and ascending, and values on a logarithmic axis positive");
                }
                before = point.x();
            }
        }
    }

    private void axis(Curve.Axis axis, Curve curve) {
        text(axis.title(), LONGEST_NAME, () -> "the title of an axis of '" + curve.name() + "'");
        given(axis.input(), "the input of an axis of '" + curve.name() + "'")
                .ifPresent(input -> text(input, LONGEST_NAME, () -> "the input of an axis of '" + curve.name() + "'"));
    }

    private void check(Table table) {
        note(table.note(), table);
        atMost(MOST_PARTS, table.columns().size(), "columns", "'" + table.name() + "'");
        count((long) table.columns().size() + table.shaded().size(), table);
        atMost(MOST_ROWS, table.rows().size(), "rows", "'" + table.name() + "'");
        for (String column : table.columns()) {
            text(column, LONGEST_NAME, () -> "a heading of '" + table.name() + "'");
        }
        for (List<Object> row : table.rows()) {
            count(row.size(), table);
            for (Object cell : row) {
                if (cell instanceof String text) {
                    text(text, LONGEST_TEXT, () -> "a cell of '" + table.name() + "'");
                } else if (!(cell instanceof Long || cell instanceof Double)) {
                    throw fault("gives '" + table.name() + "' a cell of the class "
                            + cell.getClass().getName() + "; it must be a String, a Long or a Double");
                }
            }
        }
    }

    private void check(Cases cases) {
        note(cases.note(), cases);
        atMost(MOST_PARTS, cases.groups().size(), "groups", "'" + cases.name() + "'");
        count(cases.groups().size(), cases);
        for (Cases.Group group : cases.groups()) {
            if (text(group.title(), LONGEST_NAME, () -> "the title of a group of '" + cases.name() + "'")
                    .isBlank()) {
                throw fault("gives a group of '" + cases.name() + "' no title");
            }
            atMost(MOST_ROWS, group.cases().size(), "examples", "'" + cases.name() + "'");
            group.cases().forEach(one -> check(one, cases));
        }
    }

    private void check(Cases.Case one, Cases cases) {
        Supplier<String> what = () -> "a text of an example of '" + cases.name() + "'";
        text(one.id(), LONGEST_TEXT, what);
        text(one.label(), LONGEST_TEXT, what);
        text(one.chosen(), LONGEST_TEXT, what);
        text(one.text(), LONGEST_EXAMPLE, what);
        one.tokens().forEach(token -> text(token, LONGEST_EXAMPLE, what));
        count(one.tokens().size() + one.predictions().size(), cases);
        for (Cases.Prediction prediction : one.predictions()) {
            model(prediction.model(), cases);
            Cases.Attribution attribution = prediction.attribution();
            if (attribution != null) {
                attribution.tokens().ifPresent(own -> {
                    own.forEach(token -> text(token, LONGEST_EXAMPLE, what));
                    count(own.size(), cases);
                });
                int tokens = attribution.tokens().orElse(one.tokens()).size();
                if (attribution.scores().size() != tokens) {
                    throw fault("gives an example of '" + cases.name() + "' "
                            + attribution.scores().size() + " scores for " + tokens + " tokens");
                }
            }
        }
    }

    private void model(@Nullable String model, Finding finding) {
        if (model == null || !models.contains(model)) {
            throw fault("gives '" + finding.name() + "' the model "
                    + (model == null ? "null" : "'" + ThrownText.cut(model) + "'") + ", which isn't compared");
        }
    }

    private void note(@Nullable String note, Finding finding) {
        text(note, LONGEST_TEXT, () -> "the note of '" + finding.name() + "'");
    }

    private String text(@Nullable String text, int longest, Supplier<String> what) {
        if (text == null) {
            throw fault("gives null for " + what.get());
        }
        characters += text.length();
        if (text.length() > longest) {
            throw fault(String.format(
                    Locale.ROOT, "gives %s %,d characters; allowed: at most %,d", what.get(), text.length(), longest));
        }
        if (characters > MOST_CHARACTERS) {
            throw fault(
                    String.format(Locale.ROOT, "gives findings of more than %,d characters in all", MOST_CHARACTERS));
        }
        return text;
    }

    private void count(long more, Finding finding) {
        values += Math.max(1, more);
        atMost(MOST_VALUES, values, "values", "'" + finding.name() + "'");
    }

    private static void atMost(long most, long found, String what, String where) {
        if (found > most) {
            throw fault(String.format(Locale.ROOT, "gives %s %,d %s; allowed: at most %,d", where, found, what, most));
        }
    }

    private static <T> T given(@Nullable T value, String what) {
        if (value == null) {
            throw fault("gives null for " + what);
        }
        return value;
    }

    private static InvalidFindingException fault(String message) {
        return new InvalidFindingException("it " + message);
    }
}
