package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.bakeoff.io.Json;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.HeadlineSentence;
import org.bakeoff.report.Sentence;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.training.progress.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints every event as a JSON object in a line of its own: its name in {@code event}, then the components of its record; null for
 * a number that isn't finite.
 */
final class ProgressJson implements ProgressDisplay {

    /** The version of the format; a reader can ignore keys and events that it doesn't know. */
    private static final int FORMAT = 1;

    private static final String EVENT = "event";

    private final PrintWriter out;

    ProgressJson(PrintWriter out) {
        this.out = out;
        print(object("format").put("version", FORMAT), out);
    }

    @Override
    public void accept(Progress event) {
        ObjectNode content = (ObjectNode) finite(Json.COMPACT.valueToTree(event));
        // The wire between processes has names of its own.
        content.remove(EVENT);
        print(object(name(event)).setAll(content), out);
    }

    /**
     * Prints what the run comes to.
     *
     * @param place in which folder or at which address the run directory is
     */
    static void print(ComparisonResult result, String place, PrintWriter out) {
        print(HeadlineSentence.of(result), result.best(), result.complete(), place, out);
    }

    /** Prints what a benchmark comes to. */
    static void print(BenchmarkResults results, String place, PrintWriter out) {
        print(
                BenchmarkSentences.headline(results),
                results.largest().headline().best(),
                results.complete(),
                place,
                out);
    }

    private static void print(Sentence headline, List<String> best, boolean complete, String place, PrintWriter out) {
        ObjectNode line = object("result");
        line.put("headline", headline.joined(": "));
        best.forEach(line.putArray("best")::add);
        line.put("complete", complete);
        line.put("directory", place);
        print(line, out);
    }

    private static ObjectNode object(String event) {
        return Json.COMPACT.createObjectNode().put(EVENT, event);
    }

    private static String name(Progress event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static JsonNode finite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(finite(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                array.set(index, finite(array.get(index)));
            }
        } else if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble())) {
            return NullNode.getInstance();
        }
        return node;
    }

    private static void print(ObjectNode line, PrintWriter out) {
        out.println(Json.COMPACT.writeValueAsString(line));
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
