package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.report.SampleRun;
import org.bakeoff.report.run.ComparisonSummary;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.RunState;
import org.bakeoff.report.run.RunSummary;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The list of runs. */
class RunIndexTest {

    @TempDir
    private Path folder;

    @Test
    void aRunIsListedWithWhatItCameTo() throws IOException {
        SampleRun.write(folder.resolve("deep/er/one"), SampleComparison.of(60, 1));

        List<RunIndex.Entry> runs = new RunIndex(folder).runs();

        assertThat(runs).hasSize(1);
        RunView run = new RunView(runs.get(0));
        assertThat(run.place()).isEqualTo("deep/er/one");
        assertThat(run.state()).isEqualTo("finished");
        assertThat(run.name()).isEqualTo(SampleComparison.of(60, 1).name());
        assertThat(run.summary().best())
                .extracting(ComparisonSummary.Model::name)
                .isEqualTo(SampleComparison.of(60, 1).best());
        assertThat(run.metric()).isEqualTo("accuracy");
        assertThat(run.figure()).isEqualTo("%.1f%%", 100 * run.value());
    }

    @Test
    void aTimeThatNoRunStartsAtCostsTheTimeAlone() throws IOException {
        for (String year : List.of("+300000000", "-300000000", "2026")) {
            Path run = folder.resolve("y" + year);
            SampleRun.write(run, SampleComparison.of(60, 1));
            Files.writeString(run.resolve("run.json"), "{\"started\": \"" + year + "-01-01T00:00:00Z\"}");
        }

        List<RunIndex.Entry> runs = new RunIndex(folder).runs();

        assertThat(runs).extracting(RunIndex.Entry::place).containsExactly("y2026", "y+300000000", "y-300000000");
        assertThat(runs.get(1).summary().started()).isEmpty();
    }

    /** What was packed on Windows may be unpacked to such names. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aNameWithABackslashIsNotThatOfAFolderInAnother() throws IOException {
        ComparisonResult result = SampleComparison.of(60, 1);
        SampleRun.write(folder.resolve("a/b"), result);
        SampleRun.write(folder.resolve("a\\b"), result);
        RunIndex index = new RunIndex(folder);

        assertThat(index.runs()).extracting(RunIndex.Entry::place).containsExactlyInAnyOrder("a/b", "a\\b");
        assertThat(index.find("a\\b").orElseThrow().directory().path())
                .isEqualTo(folder.toRealPath().resolve("a\\b"));
        assertThat(new Pages(false).leaderboards(index.runs(Duration.ofMinutes(1)), index.benchmarks()))
                .contains("a\\b");
    }

    @Test
    void theFolderItselfMayBeARun() throws IOException {
        LiveRun.begin(folder);

        assertThat(new RunIndex(folder).runs())
                .extracting(RunIndex.Entry::place)
                .containsExactly("");
        assertThat(new RunIndex(folder).find("")).isPresent();
    }

    @Test
    void aRunIsUnderWayAsLongAsItsProcess() throws IOException {
        LiveRun live = LiveRun.begin(folder.resolve("live"));
        RunIndex index = new RunIndex(folder);
        assertThat(state(index)).isEqualTo(RunState.RUNNING);

        Files.writeString(live.folder().resolve("run.lock"), Long.MAX_VALUE / 1_000_000_000 + "\n");
        assertThat(state(index)).isEqualTo(RunState.INTERRUPTED);

        live.hold();
        assertThat(state(index)).isEqualTo(RunState.RUNNING);
        live.release();
        assertThat(state(index)).isEqualTo(RunState.INTERRUPTED);

        SampleRun.write(live.folder(), SampleComparison.of(60, 1));
        assertThat(state(index)).isEqualTo(RunState.FINISHED);
    }

    /** The system may give a number to another process after the run was killed. */
    @Test
    void aProcessThatStartedLaterIsNotTheRuns() throws IOException {
        LiveRun live = LiveRun.begin(folder.resolve("live"));
        Files.setLastModifiedTime(live.folder().resolve("run.lock"), FileTime.fromMillis(1_000_000_000_000L));

        assertThat(state(new RunIndex(folder))).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void damagedFilesCostNoOtherRun() throws IOException {
        SampleRun.write(folder.resolve("good"), SampleComparison.of(60, 1));
        for (String text : List.of("", "{", "[1]", "{\"format\": 3}", "{\"format\": 2, \"models\": 7, \"best\": {}}")) {
            Path bad = Files.createDirectories(folder.resolve("bad" + text.hashCode()));
            Files.writeString(bad.resolve("comparison.json"), text);
            Files.writeString(bad.resolve("run.json"), text);
        }

        List<RunIndex.Entry> runs = new RunIndex(folder).runs();

        assertThat(runs).hasSize(6);
        assertThat(runs.stream().map(RunView::new).map(RunView::state)).contains("finished", "unreadable");
    }

    @Test
    void aRunWithADamagedProvenanceIsNoGoodRun() throws IOException {
        SampleRun.write(folder.resolve("over"), SampleComparison.of(60, 1));
        LiveRun live = LiveRun.begin(folder.resolve("live"));
        live.release();
        RunIndex index = new RunIndex(folder);
        assertThat(index.runs().stream().map(RunView::new))
                .extracting(RunView::state)
                .containsOnly("finished", "interrupted");

        for (String name : List.of("over", "live")) {
            Files.writeString(folder.resolve(name).resolve("run.json"), "{\"started\": \"2026-02-03T04:05:06Z\", ");
        }

        assertThat(index.runs().stream().map(RunView::new))
                .extracting(RunView::state)
                .containsOnly("unreadable");
    }

    /** A page asks every few seconds, and there may be thousands of interrupted runs. */
    @Test
    void aRunWhoseFilesHaveNotChangedIsReadOnce() throws IOException {
        LiveRun live = LiveRun.begin(folder.resolve("live"));
        live.start("lstm", 1);
        RunIndex index = new RunIndex(folder);
        RunIndex.Entry before = index.runs().get(0);
        RunIndex.Entry after = index.runs().get(0);

        assertThat(after.summary()).isSameAs(before.summary());
        assertThat(RunProgress.withoutEpochs(after.directory(), after.trials())
                        .trials()
                        .get(0))
                .isSameAs(RunProgress.withoutEpochs(before.directory(), before.trials())
                        .trials()
                        .get(0));
        live.release();
        RunSummary interrupted = index.runs().get(0).summary();
        assertThat(interrupted.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(index.runs().get(0).summary()).isSameAs(interrupted);
        Files.writeString(live.folder().resolve("spec.json"), "{\"name\": \"other\"}");
        assertThat(index.runs().get(0).summary().name()).isEqualTo("other");
    }

    /** A list reads no more of the file, and so can't notice by the file's own checksum. */
    @Test
    void aDamagedSummaryShowsNoFigure() throws IOException {
        Path file = written(SampleComparison.of(60, 1));
        String text = Files.readString(file);

        for (String change : List.of("\"value\" : 0.", "\"best\" : true", "\"rate\" : true")) {
            assertThat(text).contains(change);
            Files.writeString(
                    file, text.replaceFirst(change, change.replace("0.", "1.").replace("true", "false")));
            RunView run = new RunView(new RunIndex(folder).runs().get(0));
            assertThat(run.state()).as(change).isEqualTo("unreadable");
            assertThat(run.figure() + run.best()).as(change).isEmpty();
        }
    }

    @Test
    void aFolderOfAnyNameIsOneWordOfACommand() throws Exception {
        Path run = LiveRun.begin(folder.resolve("it's a;touch $(id) *")).folder();
        RunView view = new RunView(new RunIndex(folder).runs().get(0));

        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + view.folder() + " " + view.spec()).start();

        assertThat(shell.inputReader().lines())
                .containsExactly(run.toRealPath().toString(), run.toRealPath() + "/spec.json");
        assertThat(new Pages(false).run(view.entry(), Optional.empty())).doesNotContain("run " + run);
    }

    /** A list has them all in memory, and in its page several times. */
    @Test
    void ofManyValuesTheListShowsTheFirst() throws IOException {
        Path run = folder.resolve("run");
        SampleRun.write(run, SampleComparison.of(60, 1));
        String many = "\"" + "x".repeat(1_000) + "\"" + ", \"a\"".repeat(100_000);
        Files.writeString(run.resolve("spec.json"), "{\"tags\": [" + many + "], \"dataset\": {}}");
        Files.writeString(
                run.resolve("comparison.json"),
                "{\"format\": 2, \"name\": \"" + "n".repeat(100_000) + "\", \"best\": [" + many
                        + "], \"dataset\": {\"plugin\": \"imdb\", \"x\": [" + "[],".repeat(100_000) + "[]]}}");

        RunView view = new RunView(new RunIndex(folder).runs().get(0));

        assertThat(view.summary().dataset()).isEqualTo("imdb");
        assertThat(view.name()).hasSizeLessThan(1_000);
        assertThat(view.tags()).hasSize(20).allMatch(tag -> tag.length() < 1_000);
        assertThat(view.summary().models()).hasSizeLessThan(2_000);
    }

    @Test
    void aRunHasOneName() throws IOException {
        SampleRun.write(folder.resolve("one"), SampleComparison.of(60, 1));
        RunIndex index = new RunIndex(folder);

        assertThat(index.find("one")).isPresent();
        for (String other : List.of("one/", "one//", "./one", "one/.", "")) {
            assertThat(index.find(other)).as(other).isEmpty();
        }
    }

    @Test
    void aListDoesNotWaitForAllRuns() throws IOException {
        SampleRun.write(folder.resolve("one"), SampleComparison.of(60, 1));
        SampleRun.write(folder.resolve("two"), SampleComparison.of(60, 1));
        RunIndex index = new RunIndex(folder);

        assertThat(index.runs(Duration.ZERO)).isEqualTo(new RunIndex.Listing(List.of(), 2, true));
        assertThat(index.runs(Duration.ofHours(1)).runs()).hasSize(2);
        assertThat(index.runs(Duration.ZERO)).isEqualTo(new RunIndex.Listing(index.runs(), 0, true));
    }

    /** Of a result of any size the list reads a beginning that grows with the number of models alone. */
    @Test
    void aListReadsTheSummaryOfAResult() throws IOException {
        Path file = written(SampleComparison.of(600, 40));
        RunSummary whole = listed();
        String text = Files.readString(file);
        int end = text.indexOf("\"dataset\" : {");
        assertThat(end).isBetween(1, 3_000);

        Files.writeString(file, text.substring(0, end));

        assertThat(listed()).isEqualTo(whole);
        assertThat(whole.best()).isNotEmpty();
    }

    @Test
    void aResultWithoutASummaryIsListedTheSame() throws IOException {
        Path file = written(SampleComparison.of(60, 2));
        RunSummary summarized = listed();
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        json.remove("summary");

        Files.writeString(file, json.toString());

        assertThat(listed()).isEqualTo(summarized);
        assertThat(summarized.metric()).isPresent();
    }

    /** Earlier versions wrote less into it. */
    @Test
    void aResultWithAShortSummaryIsListedTheSame() throws IOException {
        Path file = written(SampleComparison.of(60, 2));
        RunSummary summarized = listed();
        ObjectNode json = (ObjectNode) Json.COMPACT.readTree(Files.readString(file));
        ObjectNode summary = ChecksummedJson.read(json.path("summary").toString());
        summary.remove("test");
        summary.path("models")
                .forEach(model -> ((ObjectNode) model).remove(List.of("baseline", "low", "high", "training")));
        json.set("summary", ChecksummedJson.sealed(summary));

        Files.writeString(file, json.toString());

        assertThat(listed()).isEqualTo(summarized);
        assertThat(summarized.result().test()).isPresent();
        assertThat(summarized.models().get(0).training().seconds()).isPositive();
    }

    @Test
    void aListReadsNoMoreThanFourMegabytesOfAResult() throws IOException {
        Path file = written(SampleComparison.of(60, 1));

        Files.writeString(
                file,
                "{\"format\": 2, \"name\": \"large\", \"x\": [" + "0,".repeat(1 << 22)
                        + "0], \"dataset\": {\"plugin\": \"far\"}}");

        assertThat(listed().name()).isEqualTo("large");
        assertThat(listed().dataset()).isEmpty();
    }

    private Path written(ComparisonResult result) throws IOException {
        return SampleRun.write(folder.resolve("one"), result).resolve("comparison.json");
    }

    private RunSummary listed() throws IOException {
        return new RunIndex(folder).runs().get(0).summary();
    }

    private static RunState state(RunIndex index) {
        return index.runs().get(0).summary().state();
    }
}
