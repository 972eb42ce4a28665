package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.Test;

/** Files of predictions that were joined, and what is made of their comparison. */
class PredictionFilesTest extends PredictionFolder {

    /** As of the folds of a cross-validation. */
    @Test
    void aHeaderRowInTheMidstOfJoinedFilesIsNoExample() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> (row == 4 ? "id,label\n" : "") + id(row) + "," + row % 2);
        Path marked = file(
                "marked.csv", "\uFEFFid,label", row -> (row == 4 ? "\uFEFFid, label\n" : "") + id(row) + "," + row % 2);

        ComparisonResult result =
                comparison(gold).model("marked", List.of(marked)).run();

        assertThat(result.dataset().description().classes()).containsExactly("0", "1");
        assertThat(result.dataset().test()).isEqualTo(PROBABILITIES.size());
    }

    @Test
    void aLinkInFrontOfTwoDotsIsFollowed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("elsewhere/inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row % 2);
        Path own = file("own.csv", "id,label", row -> id(row) + "," + row % 2);
        Files.writeString(inner.resolveSibling("gold.csv"), "id,label\na,x\nb,y\n");
        Files.writeString(inner.resolveSibling("own.csv"), "id,label\na,x\nb,x\n");

        ComparisonResult result = comparison(link.resolve("../gold.csv"))
                .model("own", List.of(link.resolve("../own.csv")))
                .run();

        assertThat(result.dataset().description().classes()).containsExactly("x", "y");
        assertThat(comparison(gold).model("own", List.of(own)).run().dataset().test())
                .isEqualTo(PROBABILITIES.size());
    }

    @Test
    void theComparisonOfFilesIsNoRun() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row % 2);
        Path own = file("own.csv", "id,probability", row -> id(row) + "," + p(row));
        Path compared = folder.resolve("compared");
        comparison(gold).model("own", List.of(own)).out(compared).run();
        CacheFolder cache = new CacheFolder(folder.resolve("cache"));

        List.of(
                        fault(() -> new RunComparison(
                                List.of(compared),
                                folder.resolve("out"),
                                OptionalDouble.empty(),
                                List.of(),
                                cache,
                                true)),
                        fault(() -> new RunReproduction(
                                        compared, null, OptionalDouble.empty(), List.of(), cache, true, 0)
                                .run(event -> {})))
                .forEach(fault -> assertThat(fault)
                        .hasMessageContaining("is no run, but a comparison of files of predictions")
                        .returns(ErrorCode.RUNS_NOT_COMPARABLE, BakeoffException::code));
    }
}
