package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are codes made of digits. */
class CodedLabelsTest {

    private static final List<String> LABELS = List.of("1", "01", "2");

    @TempDir
    private Path folder;

    private Path gold;

    @BeforeEach
    void write() throws IOException {
        gold = folder.resolve("gold.csv");
        Files.writeString(
                gold,
                IntStream.range(0, 60)
                        .mapToObj(row -> row + "," + LABELS.get(row % 3))
                        .collect(Collectors.joining("\n", "id,label\n", "\n")));
    }

    @Test
    void codesThatAreOneNumberAreNotOneClass() {
        assertThatThrownBy(() -> compared(List.of()))
                .hasMessageContaining("gold.csv: the labels 01 and 1 are one number");
        assertThat(compared(LABELS).dataset().description().classes()).isEqualTo(LABELS);
    }

    private ComparisonResult compared(List<String> classes) {
        return PredictionComparison.of(gold)
                .cache(new CacheFolder(folder.resolve("cache")))
                .classes(classes)
                .model("own", List.of(gold))
                .run();
    }
}
