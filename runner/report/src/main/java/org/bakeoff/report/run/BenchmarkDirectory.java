package org.bakeoff.report.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.statistics.benchmark.DatasetResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder that a benchmark leaves its results in: {@code benchmark.json}, {@code spec.json}, {@code report.html}, and
 * {@code runs} with a run directory for each of its runs.
 */
public record BenchmarkDirectory(Path path) {

    private static final String BENCHMARK = "benchmark.json";
    private static final String SPEC = "spec.json";
    private static final String REPORT = "report.html";
    private static final String DOUBTS = "doubts";
    private static final String OF_TRIALS = "ofTrials";
    private static final String RUNS = "runs";
    private static final String STARTED = "started";
    private static final String ENDED = "ended";
    private static final String FORMAT_KEY = ComparisonJson.FORMAT_KEY;
    private static final int FORMAT = 1;

    private static final Pattern BEGINNING = Pattern.compile("\\{\\s*\"" + FORMAT_KEY + "\"\\s*:");
    private static final int BEGINNING_BYTES = 64;

    /** Makes the path absolute. */
    public BenchmarkDirectory {
        path = new RunDirectory(path).path();
    }

    /** Returns whether a folder is that of a benchmark. */
    public static boolean is(Path folder) {
        return RegularFiles.isFile(folder.resolve(BENCHMARK));
    }

    /**
     * Returns whether a folder looks like that of a benchmark, which may still turn out to be damaged: it has a folder for its runs, and its
     * benchmark.json begins as ours does, unlike a spec of that name.
     */
    public static boolean hasRuns(Path folder) {
        return is(folder)
                && RegularFiles.isFolder(folder.resolve(RUNS))
                && BEGINNING.matcher(beginning(folder.resolve(BENCHMARK))).lookingAt();
    }

    private static String beginning(Path file) {
        try (InputStream in = RegularFiles.read(file)) {
            return new String(in.readNBytes(BEGINNING_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the folder of the benchmark that a run directory lies in, if it lies in one. */
    public static Optional<Path> ofRun(Path run) {
        Path runs = run.getParent();
        return runs != null && runs.endsWith(RUNS) ? Optional.ofNullable(runs.getParent()) : Optional.empty();
    }

    /** Returns the names of its own files. */
    public static List<String> names() {
        return List.of(BENCHMARK, SPEC, REPORT);
    }

    /**
     * Returns the run directory of one of its runs.
     *
     * @throws BakeoffException if it is a link, or in a folder that is one
     */
    public RunDirectory run(String name) {
        return BakeoffException.reporting(() -> new RunDirectory(RegularFiles.within(path, RUNS + "/" + name)));
    }

    /** Returns whether a run has a file or folder, which no link leads to. */
    private boolean has(String run, String name) {
        return Stream.of(path.resolve(RUNS), path.resolve(RUNS).resolve(run)).allMatch(RegularFiles::isFolder)
                && Files.exists(path.resolve(RUNS).resolve(run).resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether one of its runs has started to train. */
    public boolean begun(String run) {
        return has(run, RunDirectory.TRIALS) || has(run, RunFiles.COMPARISON);
    }

    /** Keeps other runs of the benchmark out, see {@link RunDirectory#hold}. */
    public HeldRunDirectory hold() throws IOException {
        return new RunDirectory(path).hold();
    }

    /** Returns the path of a run's report, from this folder on. */
    public static String report(String run) {
        return RUNS + "/" + run + "/" + REPORT;
    }

    /** Returns the path of the benchmark's report. */
    public Path report() {
        return path.resolve(REPORT);
    }

    /**
     * Begins a benchmark here, or resumes one: writes spec.json, and into benchmark.json which runs there will be. The results of an earlier one
     * stay until there are others.
     *
     * @param runs the names of its runs
     * @throws RunDirectoryInUseException if it holds a run, or files of others
     * @throws IOException if a file can't be written
     */
    public void begin(JsonNode spec, List<String> runs) throws IOException {
        new RunDirectory(path).checkNotWithin();
        ObjectNode begun;
        if (isOfABenchmark()) {
            RegularFiles.makeFolder(path, RUNS);
            begun = read();
        } else {
            Occupant.of(new RunDirectory(path), List.of(BENCHMARK, SPEC, REPORT, RUNS, RunDirectory.TRIALS))
                    .ifPresent(name -> {
                        throw new RunDirectoryInUseException(
                                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                                ErrorLocation.of(path),
                                path
                                        + (name.equals(BENCHMARK)
                                                ? " holds a " + BENCHMARK
                                                        + " that is damaged, or that no benchmark has written"
                                                : " holds no benchmark, but " + name),
                                "Choose another folder with --out.");
                    });
            begun = Json.COMPACT.createObjectNode().put(FORMAT_KEY, FORMAT);
        }
        if (!begun.has(STARTED)) {
            begun.put(STARTED, Instant.now().toString());
        }
        begun.put(ENDED, false);
        begun.set(RUNS, Json.COMPACT.valueToTree(runs));
        // First, since by it the same command knows the folder again, whenever this one is killed.
        write(begun);
        RegularFiles.makeFolder(path, RUNS);
        AtomicFile.write(path.resolve(SPEC), Json.PRETTY.writeValueAsString(spec) + "\n");
    }

    /** Returns whether a benchmark has written its benchmark.json; one that can't be read is reported. */
    private boolean isOfABenchmark() {
        Path file = path.resolve(BENCHMARK);
        try {
            return is(path) && ChecksummedJson.hasChecksum(file);
        } catch (IOException e) {
            throw BakeoffException.of(
                    ErrorCode.FILE_UNUSABLE,
                    file,
                    file + " can't be read",
                    "Make it readable, or choose another folder with --out.",
                    e);
        }
    }

    /** Writes the results of a benchmark that has ended into benchmark.json. */
    public void write(BenchmarkResults results) throws IOException {
        ObjectNode json = read().put(ENDED, true);
        json.setAll((ObjectNode) RecordReader.write(results));
        write(json);
    }

    private void write(ObjectNode json) throws IOException {
        RegularFiles.requireNoLinks(path);
        AtomicFile.write(path.resolve(BENCHMARK), ChecksummedJson.text(json));
    }

    private ObjectNode read() {
        return parse(json -> json);
    }

    private <T> T parse(Function<ObjectNode, T> reader) {
        Path file = path.resolve(BENCHMARK);
        RunFiles.checkFormat(file, FORMAT);
        return RunFiles.parse(file, text -> reader.apply(ChecksummedJson.read(text)));
    }

    /**
     * Returns what its files say of it.
     *
     * @throws BakeoffException if benchmark.json can't be read or is damaged
     */
    public BenchmarkSummary summary() {
        return parse(json -> {
            List<String> runs =
                    json.path(RUNS).valueStream().map(run -> run.asString("")).toList();
            BenchmarkCheck.checkRuns(runs);
            Optional<Instant> started = RunSummary.time(json.path(STARTED).asString(""));
            boolean ended = json.path(ENDED).asBoolean(true);
            json.remove(List.of(FORMAT_KEY, STARTED, ENDED, RUNS));
            json.path("sizes")
                    .forEach(size -> size.path("result").path("datasets").forEach(BenchmarkDirectory::withDoubts));
            Optional<BenchmarkResults> results =
                    json.isEmpty() ? Optional.empty() : Optional.of(RecordReader.read(json, BenchmarkResults.class));
            results.ifPresent(BenchmarkCheck::check);
            return new BenchmarkSummary(
                    RunSummary.title(path.resolve(SPEC)), started, runs, results, ended && results.isPresent());
        });
    }

    /** Earlier benchmarks say of the folds only how many runs there are, and of what is doubtful only what limits pairs of models. */
    private static void withDoubts(JsonNode dataset) {
        JsonNode data = dataset.path("data");
        if (data instanceof ObjectNode object && !object.has(DOUBTS)) {
            object.set(DOUBTS, RecordReader.write(DatasetResult.Doubts.NONE));
        }
        if (data.path(DOUBTS) instanceof ObjectNode doubts) {
            JsonNode one = doubts.remove("oneSeed");
            RecordReader.write(DatasetResult.Doubts.NONE).properties().stream()
                    .filter(none -> !doubts.has(none.getKey()))
                    .forEach(none -> doubts.set(
                            none.getKey(),
                            none.getKey().equals(OF_TRIALS)
                                    ? RecordReader.write(ofTrials(dataset, one != null && one.asBoolean()))
                                    : none.getValue()));
        }
        if (data instanceof ObjectNode object && object.has(RUNS)) {
            JsonNode runs = object.remove(RUNS);
            object.putObject("folds").put("repeats", 1).setAll(Map.of(RUNS, runs, "testSets", runs));
        }
    }

    private static List<String> ofTrials(JsonNode dataset, boolean oneSeed) {
        Set<String> caveats = new LinkedHashSet<>(oneSeed ? List.of("single-seed") : List.of());
        dataset.path("comparisons")
                .forEach(pair -> pair.path("caveats").forEach(caveat -> caveats.add(caveat.asString(""))));
        caveats.retainAll(List.of("single-seed", "diverged-trials", "seeds-added"));
        return List.copyOf(caveats);
    }

    /** Returns how far it is. */
    public RunState state(BenchmarkSummary summary) {
        if (RunProcess.of(new RunDirectory(path)).isPresent()) {
            return RunState.RUNNING;
        }
        return summary.ended() ? RunState.FINISHED : RunState.INTERRUPTED;
    }

    /** Returns those of its runs that have ended with a result, in the order in which they are run. */
    public List<String> ended(BenchmarkSummary summary) {
        // Of thousands of runs that haven't begun none is looked for.
        Set<String> begun = RunFolders.names(path.resolve(RUNS));
        return summary.runs().stream()
                .filter(begun::contains)
                .filter(run -> has(run, RunFiles.COMPARISON))
                .toList();
    }

    /**
     * Returns the results.
     *
     * @throws BakeoffException if the benchmark hasn't ended, or its file can't be read or is damaged
     */
    public BenchmarkResults results() {
        return summary()
                .results()
                .orElseThrow(() -> RunFiles.missing(
                        path,
                        path + " holds a benchmark that hasn't ended",
                        "If it was interrupted, the same command resumes it."));
    }
}
