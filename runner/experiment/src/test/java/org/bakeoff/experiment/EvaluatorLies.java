package org.bakeoff.experiment;

import static org.bakeoff.experiment.Lies.HUGE;
import static org.bakeoff.experiment.Lies.Unspeakable;
import static org.bakeoff.experiment.Lies.sneak;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Slices;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;

/** What evaluators may find that is none of what their contract allows, by the names of evaluators. */
final class EvaluatorLies {

    private EvaluatorLies() {}

    static Map<String, Function<Comparison, List<Finding>>> evaluators() {
        Map<String, Function<Comparison, List<Finding>>> lies = new LinkedHashMap<>();
        lies.put("null-list", comparison -> null);
        lies.put("null-finding", comparison -> Collections.singletonList(null));
        lies.put("null-name", comparison -> List.of(table(null, "title", "cell")));
        lies.put("odd-name", comparison -> List.of(table("my table", "title", "cell")));
        lies.put("null-title", comparison -> List.of(table("a1", null, "cell")));
        lies.put("blank-title", comparison -> List.of(table("a2", " ", "cell")));
        lies.put("one-name-twice", comparison -> List.of(table("a3", "title", "1"), table("a3", "title", "2")));
        lies.put("name-of-another", comparison -> List.of(table("errorRate", "title", "cell")));
        lies.put("metric-of-another", comparison -> List.of(metric("errorRate", weights -> 1)));
        lies.put(
                "null-cell",
                comparison -> List.of(new Table("a4", "t", "", List.of("c"), List.of(Arrays.asList((Object) null)))));
        lies.put("odd-cell", comparison -> List.of(table("a5", "title", new int[] {1})));
        lies.put("integer-cell", comparison -> List.of(table("a6", "title", 1)));
        lies.put("ragged", comparison -> List.of(new Table("a7", "t", "", List.of("c"), List.of(List.of("a", "b")))));
        lies.put(
                "million-rows",
                comparison -> List.of(
                        new Table("a8", "t", "", List.of("c"), Collections.nCopies(1_000_000, List.of("cell")))));
        lies.put("huge-cell", comparison -> List.of(table("a9", "title", HUGE)));
        lies.put("huge-title", comparison -> List.of(table("b1", HUGE, "cell")));
        lies.put("huge-text", comparison -> List.of(cases("b2", HUGE, "mean")));
        lies.put("null-text", comparison -> List.of(cases("b3", null, "mean")));
        lies.put("unknown-model", comparison -> List.of(cases("b4", "text", "nobody")));
        lies.put(
                "many-findings",
                comparison -> IntStream.range(0, 2_000)
                        .<Finding>mapToObj(index -> table("c" + index, "title", "cell"))
                        .toList());
        lies.put("endless-findings", comparison -> new AbstractList<>() {
            @Override
            public Finding get(int index) {
                return table("c" + index, "title", "cell");
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        });
        lies.put("slice-beyond", comparison -> List.of(slices("d1", 0, 99)));
        lies.put("many-slices", comparison -> slices(6_000, 2));
        lies.put("slice-turned", comparison -> List.of(slices("d2", 3, 1)));
        lies.put("slice-null", comparison -> List.of(new Slices("d3", "t", "", List.of(new Slices.Slice("s", null)))));
        lies.put("infinite-x", comparison -> List.of(curve("e1", "mean", Double.POSITIVE_INFINITY)));
        lies.put("many-lines", comparison -> lines(10_000, 101));
        lies.put("many-empty-rows", comparison -> rows(50_000, 21));
        lies.put("curve-of-nobody", comparison -> List.of(curve("e2", "nobody", 1)));
        lies.put("thread-death", comparison -> {
            throw new ThreadDeath();
        });
        lies.put("stack-overflow", EvaluatorLies::forever);
        lies.put("no-memory", comparison -> {
            throw new OutOfMemoryError(HUGE);
        });
        lies.put("linkage", comparison -> {
            throw new ExceptionInInitializerError(HUGE);
        });
        lies.put("error", comparison -> {
            throw new Error("an error of a kind of its own");
        });
        lies.put("checked", comparison -> sneak(new IOException("an exception that isn't declared")));
        lies.put("cancelled", comparison -> {
            throw new java.util.concurrent.CancellationException("nobody asked for it");
        });
        lies.put("huge-message", comparison -> {
            throw new IllegalStateException(HUGE);
        });
        lies.put("null-message", comparison -> {
            throw new Unspeakable(() -> null);
        });
        lies.put("message-throws", comparison -> {
            throw new Unspeakable(() -> {
                throw new IllegalStateException("not even that");
            });
        });
        return lies;
    }

    static Map<String, Metric> metrics() {
        Map<String, Metric> lies = new LinkedHashMap<>();
        lies.put("throws", metric("throwing", weights -> {
            throw new StackOverflowError();
        }));
        lies.put("null-function", Metric.of("nothing", "Nothing", true, (labels, predictions) -> null));
        lies.put("out-of-range", metric("large", weights -> 1.7).within(0, 1));
        lies.put("support", metric("rested", weights -> 0.5).restingOn((labels, predictions, weights) -> -1));
        lies.put("null-support", metric("unsupported", weights -> 0.5).restingOn(null));
        lies.put("turned-range", metric("turned", weights -> 0.5).within(1, 0));
        lies.put(
                "blocks-out-of-range",
                metric(
                                "without",
                                withoutEach(count -> DoubleStream.generate(() -> 1.7)
                                        .limit(count)
                                        .toArray()))
                        .within(0, 1));
        lies.put(
                "too-few-blocks",
                metric("few", withoutEach(count -> new double[count - 1])).within(0, 1));
        lies.put("null-blocks", metric("none", withoutEach(count -> null)));
        lies.put("score-throws", Metric.mean("scored", "Scored", true, (label, predictions, example) -> {
            throw new AssertionError(HUGE);
        }));
        return lies;
    }

    @SuppressWarnings("InfiniteRecursion") // the stack overflow is what is tested
    private static List<Finding> forever(Comparison comparison) {
        return new ArrayList<>(forever(comparison));
    }

    static Metric metric(String name, Metric.Weighted value) {
        return Metric.of(name, "A metric", true, (labels, predictions) -> value);
    }

    /** Returns a metric that is right on all examples, but not without some of them. */
    private static Metric.Weighted withoutEach(IntFunction<double[]> values) {
        return new Metric.Weighted() {

            @Override
            public double value(int[] weights) {
                return 0.5;
            }

            @Override
            public double[] withoutEach(int[] weights, int[] blocks, int count) {
                return values.apply(count);
            }
        };
    }

    static Table table(String name, String title, Object cell) {
        return new Table(name, title, "", List.of("column"), List.of(List.of(cell)));
    }

    private static Slices slices(String name, int... examples) {
        return new Slices(name, "t", "", List.of(new Slices.Slice("slice", examples)));
    }

    private static Curve curve(String name, String model, double x) {
        Curve.Axis axis = new Curve.Axis("axis", false);
        return new Curve(
                name, "t", "", axis, axis, false, List.of(new Curve.Line(model, "", List.of(new Curve.Point(x, 1)))));
    }

    /** Returns findings of so many slices each. */
    private static List<Finding> slices(int each, int findings) {
        List<Slices.Slice> slices = IntStream.range(0, each)
                .mapToObj(index -> new Slices.Slice("slice " + index, new int[] {0, 1}))
                .toList();
        return findings(findings, name -> new Slices(name, "t", "", slices));
    }

    /** Returns findings of so many lines each, which have no points. */
    private static List<Finding> lines(int each, int findings) {
        Curve.Axis axis = new Curve.Axis("axis", false);
        List<Curve.Line> lines = Collections.nCopies(each, new Curve.Line("mean", "", List.of()));
        return findings(findings, name -> new Curve(name, "t", "", axis, axis, false, lines));
    }

    /** Returns findings of so many rows each, which have no cells. */
    private static List<Finding> rows(int each, int findings) {
        return findings(findings, name -> new Table(name, "t", "", List.of(), Collections.nCopies(each, List.of())));
    }

    private static List<Finding> findings(int count, Function<String, Finding> finding) {
        return IntStream.range(0, count)
                .mapToObj(index -> finding.apply("f" + index))
                .toList();
    }

    private static Cases cases(String name, String text, String model) {
        return new Cases(
                name,
                "t",
                1,
                List.of(new Cases.Case(
                        "id",
                        "label",
                        "at random",
                        text,
                        List.of("token"),
                        List.of(new Cases.Prediction(model, 1, 1, 0.5, null)))));
    }
}
