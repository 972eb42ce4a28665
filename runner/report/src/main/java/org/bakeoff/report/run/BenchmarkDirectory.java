package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
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
    private static final String RUNS = "runs";
    private static final int FORMAT = 1;

    /** Makes the path absolute. */
    public BenchmarkDirectory {
        path = new RunDirectory(path).path();
    }

    /** Returns whether a folder is that of a benchmark. */
    public static boolean is(Path folder) {
        return RegularFiles.isFile(folder.resolve(BENCHMARK));
    }

    /** Returns whether a folder is that of a benchmark with a folder for its runs, which a spec named benchmark.json hasn't. */
    static boolean hasRuns(Path folder) {
        return is(folder) && RegularFiles.isFolder(folder.resolve(RUNS));
    }

    /** Returns the run directory of one of its runs. */
    public RunDirectory run(String name) {
        return new RunDirectory(path.resolve(RUNS).resolve(name));
    }

    /** Returns the names of its runs that have ended, in alphabetical order. */
    public List<String> runs() throws IOException {
        return RegularFiles.list(path.resolve(RUNS)).stream()
                .map(run -> run.getFileName().toString())
                .filter(name -> run(name).compared())
                .sorted()
                .toList();
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
     * Begins a benchmark here, or resumes one: creates the folder, and writes spec.json.
     *
     * @throws RunDirectoryInUseException if it holds a run, or files of others that a benchmark would replace
     * @throws IOException if a file can't be written
     */
    public void begin(JsonNode spec) throws IOException {
        new RunDirectory(path).checkNotWithin();
        if (!isOfABenchmark()) {
            List.of(BENCHMARK, SPEC, REPORT, RUNS, RunDirectory.TRIALS).stream()
                    .filter(name -> Files.exists(path.resolve(name), LinkOption.NOFOLLOW_LINKS))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new RunDirectoryInUseException(
                                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                                ErrorLocation.of(path),
                                path + " holds no benchmark, but " + name,
                                "Choose another folder with --out.");
                    });
        }
        Files.createDirectories(path);
        RegularFiles.makeFolder(path, RUNS);
        AtomicFile.write(path.resolve(SPEC), Json.PRETTY.writeValueAsString(spec) + "\n");
        if (!isOfABenchmark()) {
            write(Json.COMPACT.createObjectNode().put("format", FORMAT));
        }
    }

    private boolean isOfABenchmark() {
        try {
            return is(path)
                    && ChecksummedJson.hasChecksum(
                            RegularFiles.text(path.resolve(BENCHMARK), RegularFiles.LARGEST_TEXT));
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes benchmark.json. */
    public void write(BenchmarkResults results) throws IOException {
        ObjectNode json = Json.COMPACT.createObjectNode().put("format", FORMAT);
        json.setAll((ObjectNode) RecordReader.write(results));
        write(json);
    }

    private void write(ObjectNode json) throws IOException {
        AtomicFile.write(path.resolve(BENCHMARK), ChecksummedJson.text(json));
    }

    /**
     * Returns the results.
     *
     * @throws org.bakeoff.io.BakeoffException if the benchmark hasn't ended, or its file can't be read or is damaged
     */
    public BenchmarkResults results() {
        Path file = path.resolve(BENCHMARK);
        ObjectNode json = RunFiles.parse(file, ChecksummedJson::read);
        JsonNode format = json.remove("format");
        if (format == null || !format.isInt() || format.asInt() != FORMAT) {
            throw RunFiles.damaged(file, "its format is " + format + ", and this version reads " + FORMAT, null);
        }
        if (json.isEmpty()) {
            throw RunFiles.missing(
                    path,
                    path + " holds a benchmark that hasn't ended",
                    "If it was interrupted, the same command resumes it.");
        }
        return RunFiles.parse(file, text -> RecordReader.read(json, BenchmarkResults.class));
    }
}
