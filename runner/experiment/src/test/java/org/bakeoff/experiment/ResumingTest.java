package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDifference.Subject;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same experiment again in the same run directory. */
class ResumingTest extends ResumedRun {

    /** The run that is never interrupted. */
    private static TestRun whole;

    @BeforeAll
    static void wholeRun(@TempDir Path shared) throws IOException {
        whole = TestRun.of(shared.resolve("whole"), SPEC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasInterruptedResumesAsIfNothingHadHappened(int workers) throws IOException {
        // A worker, which runs ahead of its events, waits in the third epoch to be interrupted.
        Path mark = Files.createFile(folder.resolve("mark"));
        String waiting = "{\"plugin\": \"odd\", \"config\": {\"fault\": \"wait\", \"file\": \"" + mark + "\"}}";
        String spec =
                workers == 0 ? SPEC : SPEC.replace("{\"plugin\": \"mean\", \"config\": {\"hiddenUnits\": 8}}", waiting);
        breakOff(
                workers,
                spec,
                event -> event instanceof Progress.EpochEnded ended
                        && ended.trial().equals("second-1")
                        && ended.epoch().epoch() >= 2);
        Files.delete(mark);
        assertThat(trial("second-1").resolve("checkpoint")).isDirectoryContaining(Files::isRegularFile);
        assertThat(run().resolve("comparison.json")).doesNotExist();

        experiment(spec, workers).run(events::add);

        assertThat(events)
                .anyMatch(event -> event instanceof Progress.TrialResumed resumed
                        && resumed.trial().equals("second-1")
                        && resumed.epoch() >= 2);
        assertSameAs(workers == 0 ? whole : TestRun.of(folder.resolve("whole"), spec));
        try (Stream<Path> files = Files.walk(run())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .doesNotContain("checkpoint", "run.lock")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void anEpochIsGoneOnWithInItsMiddle() throws IOException {
        breakOff(0, SPEC, Progress.BatchTrained.class::isInstance);

        experiment(SPEC, 0).run(events::add);

        assertThat(events).anyMatch(event -> event instanceof Progress.TrialResumed resumed && resumed.batches() > 0);
        assertSameAs(whole);
    }

    /** Within an epoch, with what each optimizer keeps, between two updates of several batches. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"optimizer\": \"adam\", \"gradientAccumulation\": 2, \"schedule\": \"cosine\", \"warmup\": 0.2",
                "\"optimizer\": \"adamw\", \"weightDecay\": 0.1, \"gradientAccumulation\": 3, \"warmup\": 4",
                "\"optimizer\": \"sgd\", \"momentum\": 0.9, \"schedule\": \"cosine\", \"learningRates\": {\"Linear\": 0.5}"
            })
    void everyOptimizerResumesInTheMiddleOfAnEpoch(String training) throws IOException {
        String spec = SPEC.replace("\"schedule\": \"linear\"", training);
        breakOff(0, spec, event -> event instanceof Progress.BatchTrained batch && batch.epoch() == 1);

        experiment(spec, 0).run(events::add);

        assertThat(events).anyMatch(event -> event instanceof Progress.TrialResumed resumed && resumed.batches() > 0);
        assertSameAs(TestRun.of(folder.resolve("never-broken"), spec));
    }

    @Test
    void otherTagsNeedNoTraining() throws IOException {
        whole.copyTo(run());

        experiment(SPEC.replace("\"name\": \"kept\"", "\"name\": \"kept\", \"tags\": [\"later\"]"), 0)
                .run(events::add);

        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(Json.COMPACT
                        .readTree(Files.readString(run().resolve("spec.json")))
                        .at("/tags"))
                .hasToString("[\"later\"]");
    }

    @Test
    void aRunThatIsOverIsKept() throws IOException {
        whole.copyTo(run());
        Path weights = trial("first-1").resolve("model/weights.safetensors");
        FileTime written = Files.getLastModifiedTime(weights);
        String report = Files.readString(run().resolve("comparison.json"));

        experiment(SPEC, 0).run(events::add);

        assertThat(events).contains(new Progress.TrialKept("first-1"), new Progress.TrialKept("second-1"));
        assertThat(events).noneMatch(Progress.TrialStarted.class::isInstance);
        assertThat(Files.getLastModifiedTime(weights)).isEqualTo(written);
        assertThat(run().resolve("comparison.json")).hasContent(report);
    }

    @Test
    void aTrialThatFailedIsRetried() throws IOException {
        Path mark = folder.resolve("mark");
        String spec = SPEC.replace(
                "{\"plugin\": \"mean\"}",
                "{\"plugin\": \"odd\", \"config\": {\"fault\": \"once\", \"file\": \"" + mark + "\"}}");
        // Both attempts of the first run fail, since the mark goes between them.
        experiment(spec, 0).run(event -> {
            if (event instanceof Progress.TrialRetried) {
                delete(mark);
            }
        });
        assertThat(Files.readString(trial("first-1").resolve("result.json"))).contains("failed");

        assertThat(experiment(spec, 0).run(events::add).complete()).isTrue();
        assertThat(events).contains(new Progress.TrialKept("second-1"));
    }

    @Test
    void anotherSpecIsRefusedWithWhatDiffers() throws IOException {
        breakOff(0, SPEC, Progress.EpochEnded.class::isInstance);
        Experiment other = experiment(
                SPEC.replace("\"epochs\": 5", "\"epochs\": 6").replace("\"hiddenUnits\": 8", "\"hiddenUnits\": 9"), 0);

        assertThatExceptionOfType(RunDirectoryInUseException.class)
                .isThrownBy(() -> other.run(event -> {}))
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code)
                .returns(ErrorLocation.of(run()), BakeoffException::location)
                .returns(
                        List.of(
                                new RunDifference(
                                        Subject.SPEC,
                                        "/models/second/config/hiddenUnits",
                                        List.of(),
                                        Optional.of("8"),
                                        Optional.of("9")),
                                new RunDifference(
                                        Subject.SPEC,
                                        "/training/epochs",
                                        List.of(),
                                        Optional.of("5"),
                                        Optional.of("6"))),
                        RunDirectoryInUseException::differences);
        assertThat(run().resolve("spec.json")).content().contains("\"epochs\" : 5");
    }

    @Test
    void freshStartsOverAndDeletesOnlyWhatARunLeft() throws IOException {
        whole.copyTo(run());
        Path note = Files.writeString(run().resolve("note.txt"), "mine");

        builder(SPEC.replace("\"epochs\": 5", "\"epochs\": 1").replace("first", "third"), 0)
                .overwrite(true)
                .build()
                .run(events::add);

        assertThat(events).noneMatch(Progress.TrialKept.class::isInstance);
        assertThat(trial("first-1")).doesNotExist();
        assertThat(trial("third-1").resolve("predictions.csv")).exists();
        assertThat(note).hasContent("mine");
    }

    @Test
    void anotherPluginJarIsRefusedOnceForAllOfItsPlugins() throws IOException {
        Path jar = folder.resolve("plugins/vectors.jar");
        writeTwoModels(jar, "");
        String spec = SPEC.replace("{\"plugin\": \"mean\"}", "{\"plugin\": \"own\"}");
        ThrowingCallable run = () -> builder(spec, 0)
                .set("/models/third", "{\"plugin\": \"other\"}")
                .plugins(jar.getParent())
                .build()
                .run(event -> {});
        assertThatNoException().isThrownBy(run);

        writeTwoModels(jar, "int changed = 1;");

        assertThat(assertAnotherFile(run, Subject.PLUGIN, "vectors.jar").plugins())
                .containsExactlyInAnyOrder("org.example.Vectors", "org.example.Others");
    }

    private static void writeTwoModels(Path jar, String constructor) throws IOException {
        new PluginJar()
                .type("org.example.Vectors", PluginJar.source("Vectors", "own", constructor, ""))
                .type("org.example.Others", PluginJar.source("Others", "other", "", ""))
                .models("org.example.Vectors\norg.example.Others")
                .write(jar);
    }

    private static RunDifference assertAnotherFile(ThrowingCallable run, Subject subject, String name) {
        RunDirectoryInUseException refusal =
                Objects.requireNonNull(catchThrowableOfType(RunDirectoryInUseException.class, run));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
        assertThat(refusal.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.subject()).isEqualTo(subject);
            assertThat(difference.name()).isEqualTo(name);
            assertThat(difference.before()).isPresent().isNotEqualTo(difference.now());
            assertThat(difference.now()).isPresent();
        });
        return refusal.differences().get(0);
    }

    @Test
    void otherDataIsRefused() throws IOException {
        Path source = Files.writeString(folder.resolve("source.txt"), "one");
        String spec = SPEC.replace("\"train\": 80", "\"train\": 80, \"source\": \"" + source + "\"");
        experiment(spec, 0).run(event -> {});
        Files.writeString(source, "another");

        assertAnotherFile(() -> experiment(spec, 0).run(event -> {}), Subject.DATA, source.toString());
    }

    @Test
    void aRunDirectoryHasOneRunAtATime() throws IOException {
        experiment(SPEC, 0).run(event -> {
            if (event instanceof Progress.TrialStarted) {
                assertThatExceptionOfType(RunDirectoryInUseException.class)
                        .isThrownBy(() -> experiment(SPEC, 0).run(again -> {}))
                        .returns(ErrorCode.RUN_DIRECTORY_IN_USE, BakeoffException::code)
                        .returns(ErrorLocation.of(run()), BakeoffException::location);
                events.add(event);
            }
        });
        assertThat(events).hasSize(2);
        assertThat(run().resolve("run.lock")).doesNotExist();
        experiment(SPEC, 0).run(event -> {});
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
