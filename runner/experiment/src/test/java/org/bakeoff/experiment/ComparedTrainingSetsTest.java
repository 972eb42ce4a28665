package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are compared and have other training sets. */
class ComparedTrainingSetsTest {

    @TempDir
    private Path folder;

    /** The baseline of the comparison is that of the first run, so that the order decides what models are better than. */
    @Test
    void otherMajorityClassesAreSaid() throws IOException {
        TestRun more = trained("more", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\", \"t2;1;t2;2;c\"", 1);
        TestRun fewer = trained("fewer", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\", \"t2;0;t2;2;c\"", 1);
        TestRun same = trained("same", "\"t3;0;t3;1;d\", \"t4;1;t4;2;e\", \"t5;1;t5;2;f\"", 1);

        for (List<TestRun> order : List.of(List.of(more, fewer), List.of(fewer, more))) {
            assertThat(compare(
                                    "all-" + order.get(0).folder().getFileName(),
                                    order.get(0).folder(),
                                    order.get(1).folder())
                            .conclusion()
                            .warnings())
                    .filteredOn(RunWarning.DifferentMajorityClass.class::isInstance)
                    .singleElement()
                    .extracting(warning -> ((RunWarning.DifferentMajorityClass) warning)
                            .values()
                            .size())
                    .isEqualTo(2);
        }
        assertThat(compare("alike", more.folder(), same.folder()).conclusion().warnings())
                .noneMatch(RunWarning.DifferentMajorityClass.class::isInstance);
        // What two of them were compared in says so as well, and the third is as the first.
        ComparisonResult three = compare("three", folder.resolve("all-more"), same.folder());
        assertThat(majorities(three).keySet())
                .containsExactly(
                        more.folder().toString(),
                        fewer.folder().toString(),
                        same.folder().toString());
        assertThat(majorities(compare("again", folder.resolve("three")))).isEqualTo(majorities(three));
    }

    @Test
    void otherMajorityClassesOfARunThatWasMeasuredByOtherMetricsAreSaid() throws IOException {
        TestRun more = trained("more", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\", \"t2;1;t2;2;c\"", 1);
        TestRun fewer = trained("fewer", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\", \"t2;0;t2;2;c\"", 1, "separation");
        TestRun same = trained("same", "\"t3;0;t3;1;d\", \"t4;1;t4;2;e\", \"t5;1;t5;2;f\"", 1, "separation");

        assertThat(majorities(compare("all", more.folder(), fewer.folder()))
                        .get(fewer.folder().toString()))
                .isNaN();
        assertThat(majorities(compare("again", folder.resolve("all"))))
                .isEqualTo(majorities(compare("twice", folder.resolve("all"))))
                .containsEntry(fewer.folder().toString(), Double.NaN);
        assertThat(compare("alike", more.folder(), same.folder()).conclusion().warnings())
                .noneMatch(RunWarning.DifferentMajorityClass.class::isInstance);
    }

    private static Map<String, Double> majorities(ComparisonResult result) {
        return result.conclusion().warnings().stream()
                .filter(RunWarning.DifferentMajorityClass.class::isInstance)
                .map(RunWarning.DifferentMajorityClass.class::cast)
                .findFirst()
                .orElseThrow()
                .values();
    }

    /** The comparison itself reads the first run's training set alone. */
    @Test
    void whatARunWarnsOfItsOwnTrainingSetIsSaidInWhateverOrderRunsAreCompared() throws IOException {
        TestRun clean = trained("clean", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\"");
        TestRun leaky = trained("leaky", "\"t0;0;t0;1;text 0\", \"t1;0;t1;2;text 1\"");
        Warning leak =
                new RunWarning.OfRuns(List.of(leaky.folder().toString()), new DataWarning.NearDuplicates(2, 4, false));
        Warning untrained = new RunWarning.OfRuns(
                List.of(leaky.folder().toString()), new DataWarning.UntrainedClasses(List.of("class-1")));

        Conclusion last = compare("last", clean.folder(), leaky.folder()).conclusion();
        Conclusion first = compare("first", leaky.folder(), clean.folder()).conclusion();
        for (Conclusion each :
                List.of(last, first, compare("again", folder.resolve("last")).conclusion())) {
            assertThat(each.warnings())
                    .contains(leak, untrained)
                    .noneMatch(DataWarning.NearDuplicates.class::isInstance)
                    .noneMatch(DataWarning.UntrainedClasses.class::isInstance);
        }
        assertThat(compare(
                                "both",
                                leaky.folder(),
                                trained("same", "\"t0;0;t0;1;text 0\", \"t1;0;t1;2;text 1\"")
                                        .folder())
                        .conclusion()
                        .warnings())
                .contains(
                        new DataWarning.NearDuplicates(2, 4, true),
                        new DataWarning.UntrainedClasses(List.of("class-1")))
                .noneMatch(RunWarning.OfRuns.class::isInstance);
    }

    /** Quotation marks have joined rows of one training set, and groups of it are called nan. */
    @Test
    void mistakesInATrainingSetAreSaidOfItsRunInWhateverOrderRunsAreCompared() throws IOException {
        TestRun clean = trained("clean", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\"");
        String rows = "\"t0;0;nan;1;a\\nx,class-1,b\\ny,class-0,c\", \"t1;1;nan;2;b\"";
        TestRun joined = trained("joined", rows);
        Warning texts =
                new RunWarning.OfRuns(List.of(joined.folder().toString()), new DataWarning.RowLikeTexts(1, "t0"));
        Warning groups = new RunWarning.OfRuns(
                List.of(joined.folder().toString()),
                new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("nan", 2))));

        Conclusion last = compare("last", clean.folder(), joined.folder()).conclusion();
        Conclusion first = compare("first", joined.folder(), clean.folder()).conclusion();
        for (Conclusion each :
                List.of(last, first, compare("again", folder.resolve("last")).conclusion())) {
            assertThat(each.warnings())
                    .contains(texts, groups)
                    .noneMatch(DataWarning.RowLikeTexts.class::isInstance)
                    .noneMatch(DataWarning.EmptyLikeGroups.class::isInstance);
        }
        assertThat(compare("both", joined.folder(), trained("same", rows).folder())
                        .conclusion()
                        .warnings())
                .contains(new DataWarning.RowLikeTexts(1, "t0"))
                .noneMatch(RunWarning.OfRuns.class::isInstance);
        assertThat(compare(
                                "none",
                                clean.folder(),
                                trained("other", "\"t0;0;t0;1;c\", \"t1;1;t1;2;d\"")
                                        .folder())
                        .conclusion()
                        .warnings())
                .noneMatch(RunWarning.OfRuns.class::isInstance);
    }

    /** Such as that a part of the training set wasn't there. */
    @Test
    void whatWasAssumedInReadingATrainingSetIsSaidOfItsRun() throws IOException {
        Path part = Files.writeString(folder.resolve("part"), "");
        TestRun whole = trained("whole", "\"t0;0;t0;1;a\", \"t1;1;t1;2;b\"");
        String half = "\"t0;0;t0;1;a\"], \"sources\": [\"" + part + "\"";
        TestRun some = trained("some", half);
        String note = "opened " + part;

        assertThat(compare("last", whole.folder(), some.folder()).dataset().notes())
                .isEqualTo(compare("again", folder.resolve("last")).dataset().notes())
                .containsExactly(some.folder() + ": " + note);
        assertThat(compare("first", some.folder(), whole.folder()).dataset().notes())
                .containsExactly(note);
        assertThat(compare("both", some.folder(), trained("same", half).folder())
                        .dataset()
                        .notes())
                .containsExactly(note);
    }

    /** A run on four test examples that was trained on two others. */
    private TestRun trained(String name, String train) throws IOException {
        return trained(name, train, 0);
    }

    private TestRun trained(String name, String train, int third) throws IOException {
        return trained(name, train, third, "error-rate");
    }

    private TestRun trained(String name, String train, int third, String evaluator) throws IOException {
        return TestRun.of(folder.resolve(name), """
                {"dataset": {"plugin": "listed", "config": {"train": [%s], "classes": 2,
                   "test": ["e0;0;e0;1;text 0", "e1;1;e1;2;text 1", "e2;%d;e2;1;text 2", "e3;1;e3;2;text 3"]}},
                 "models": {"%s": {"plugin": "mean"}},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu", "threads": 1},
                 "evaluators": [{"plugin": "%s"}]}
                """.formatted(train, third, name, evaluator));
    }

    private ComparisonResult compare(String out, Path... runs) {
        return TestRun.compare(List.of(runs), folder.resolve(out), folder.resolve("cache"));
    }
}
