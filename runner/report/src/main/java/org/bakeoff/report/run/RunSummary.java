package org.bakeoff.report.run;

import static org.bakeoff.report.run.SummaryReader.BEGINNING;
import static org.bakeoff.report.run.SummaryReader.LARGEST;
import static org.bakeoff.report.run.SummaryReader.MOST_MODELS;
import static org.bakeoff.report.run.SummaryReader.cut;
import static org.bakeoff.report.run.SummaryReader.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.ComparisonSummary.Model;
import org.bakeoff.statistics.MeasuredMetrics.Metric;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Holds what a list of runs shows of one. It costs little: of comparison.json only the beginning is read, and no checksum but
 * the summary's.
 *
 * @param title what the experiment is called
 * @param started when it started
 * @param state how far it is
 * @param result what its result comes to; without one, its dataset and the names of its models
 * @param readable whether its files are what a run writes, as far as they were read
 */
public record RunSummary(
        Title title, Optional<Instant> started, RunState state, ComparisonSummary result, boolean readable) {

    /** No run is newer, and the milliseconds of one that is far older or newer fit into no number. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** As many as a spec may have. */
    private static final int MOST_TAGS = 20;

    private static final String TAGS = "tags";

    /**
     * Says what an experiment is called.
     *
     * @param name its name; empty if no file has it
     * @param tags its tags
     */
    public record Title(String name, List<String> tags) {

        /** Copies the list. */
        public Title {
            tags = List.copyOf(tags);
        }
    }

    /** Returns the experiment's name; empty if no file has it. */
    public String name() {
        return title.name();
    }

    /** Returns the name of the dataset's plugin; empty if no file has it. */
    public String dataset() {
        return result.dataset();
    }

    /** Returns the primary metric; empty without a result. */
    public Optional<Metric> metric() {
        return result.metric();
    }

    /** Returns the models, in the order of the spec. */
    public List<Model> models() {
        return result.models();
    }

    /** Returns the best models; none without a result. */
    public List<Model> best() {
        return models().stream().filter(Model::best).toList();
    }

    /** Returns whether a folder looks like a run directory, which may still turn out to be damaged. */
    public static boolean isRun(Path folder) {
        return RegularFiles.isFile(folder.resolve("run.json"))
                || RegularFiles.isFile(folder.resolve(RunFiles.COMPARISON));
    }

    /** Reads what there is; a file that is missing or can't be read leaves its part empty. */
    public static RunSummary read(RunDirectory directory) {
        Path path = directory.path();
        RunState state = RunState.of(directory);
        Path run = path.resolve("run.json");
        Optional<Instant> started = started(run);
        boolean whole = !RegularFiles.isFile(run) || isWhole(run);
        Path comparison = path.resolve(RunFiles.COMPARISON);
        if (RegularFiles.isFile(comparison)) {
            Optional<SummaryReader.Beginning> read = SummaryReader.read(comparison);
            if (read.isPresent()) {
                return new RunSummary(
                        new Title(read.get().name(), tags(path.resolve("spec.json"))),
                        started,
                        state,
                        read.get().summary(),
                        whole);
            }
        }
        JsonNode spec = tree(path.resolve("spec.json")).orElse(Json.COMPACT.missingNode());
        List<Model> models = spec.path("models").propertyNames().stream()
                .limit(MOST_MODELS)
                .map(SummaryReader::cut)
                .map(Model::named)
                .toList();
        return new RunSummary(
                title(spec),
                started,
                state,
                new ComparisonSummary(
                        cut(spec.path("dataset").path("plugin").asString("")),
                        Optional.empty(),
                        Optional.empty(),
                        models),
                state != RunState.FINISHED && spec.isObject() && whole);
    }

    /** Returns when a run started, which its run.json says first. */
    private static Optional<Instant> started(Path run) {
        try (InputStream in = RegularFiles.read(run);
                JsonParser parser = Json.COMPACT.createParser(in)) {
            if (run.toFile().length() <= LARGEST && parser.nextToken() == JsonToken.START_OBJECT) {
                if ("started".equals(parser.nextName()) && parser.nextToken() == JsonToken.VALUE_STRING) {
                    return time(parser.getString());
                }
            }
        } catch (IOException | JacksonException e) {
            // The list shows no time.
        }
        return Optional.empty();
    }

    /** Returns a time that a run may have started at; empty if a text is none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(LATEST));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns what a spec.json calls an experiment. */
    static Title title(Path spec) {
        return title(tree(spec).orElse(Json.COMPACT.missingNode()));
    }

    private static Title title(JsonNode spec) {
        return new Title(cut(spec.path("name").asString("")), tags(spec.path(TAGS)));
    }

    /** Returns whether a run.json has come to its end, whatever its checksum says; of a very large one that isn't looked at. */
    private static boolean isWhole(Path run) {
        try (InputStream in = RegularFiles.read(run);
                JsonParser parser = BEGINNING.createParser(in)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object;
        } catch (IOException | JacksonException e) {
            return run.toFile().length() > LARGEST;
        }
    }

    private static List<String> tags(JsonNode array) {
        return array.valueStream()
                .limit(MOST_TAGS)
                .map(tag -> cut(tag.asString("")))
                .toList();
    }

    /** Returns the tags of a run, which its spec.json has before the dataset. */
    private static List<String> tags(Path spec) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        try (InputStream in = RegularFiles.read(spec);
                JsonParser parser = BEGINNING.createParser(in)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, Set.of(TAGS), "dataset", values);
            }
        } catch (IOException | JacksonException e) {
            // The list shows none.
        }
        return tags(values.getOrDefault(TAGS, Json.COMPACT.missingNode()));
    }

    private static Optional<JsonNode> tree(Path file) {
        try {
            return Optional.of(Json.LENIENT.readTree(RegularFiles.text(file, LARGEST)));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
