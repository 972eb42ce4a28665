package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
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

    /** As of sections, versions or codes: zeros behind another digit than the point are no form of a number. */
    @Test
    void namesThatAreEqualAsFractionsOrPowersAreDifferentClasses() throws IOException {
        List<String> sections = List.of("1.1", "1.10", "1.2", "10", "1e1");
        Path labels = folder.resolve("sections.csv");
        Files.writeString(labels, rows(row -> sections.get(row % 5)));
        Path swapped = folder.resolve("swapped.csv");
        Files.writeString(swapped, rows(row -> sections.get(row % 5 == 0 ? 1 : row % 5 == 1 ? 0 : row % 5)));
        Path fewer = folder.resolve("fewer.csv");
        Files.writeString(fewer, rows(row -> List.of("1.1", "1.2").get(row % 2)));

        ComparisonResult result = PredictionComparison.of(labels)
                .cache(new CacheFolder(folder.resolve("cache")))
                .model("swapped", List.of(swapped))
                .run();

        assertThat(result.dataset().description().classes()).isEqualTo(sections);
        assertThat(result.model("swapped").measured("errorRate").value()).isEqualTo(0.4);
        assertThatThrownBy(() -> PredictionComparison.of(fewer)
                        .cache(new CacheFolder(folder.resolve("cache")))
                        .model("other", List.of(swapped))
                        .run())
                .hasMessageContaining("labels are unknown: '1.10'");
    }

    @Test
    void namesInAnotherFormOfUnicodeAreThoseOfTheClasses() throws IOException {
        List<String> composed = List.of("n\u00e9gatif", "neutre", "positif");
        List<String> apart = List.of("ne\u0301gatif", "neutre", "positif");
        Path labels = folder.resolve("composed.csv");
        Files.writeString(labels, rows(row -> composed.get(row % 3)));
        Path predicted = folder.resolve("apart.csv");
        Files.writeString(predicted, rows(row -> apart.get(row % 5 == 0 ? 1 : row % 3)));
        Path columns = folder.resolve("columns.csv");
        Files.writeString(
                columns,
                IntStream.range(0, 60)
                        .mapToObj(row -> row
                                + List.of(",0.8,0.1,0.1", ",0.1,0.8,0.1", ",0.1,0.1,0.8")
                                        .get(row % 3))
                        .collect(Collectors.joining("\n", "id," + String.join(",", apart) + "\n", "\n")));

        ComparisonResult result = PredictionComparison.of(labels)
                .cache(new CacheFolder(folder.resolve("cache")))
                .model("labels", List.of(predicted))
                .model("columns", List.of(columns))
                .run();

        assertThat(result.model("labels").measured("errorRate").value()).isEqualTo(8 / 60.0);
        assertThat(result.model("columns").measured("errorRate").value()).isZero();
    }

    private static String rows(IntFunction<String> label) {
        return IntStream.range(0, 60)
                .mapToObj(row -> row + "," + label.apply(row))
                .collect(Collectors.joining("\n", "id,label\n", "\n"));
    }

    private ComparisonResult compared(List<String> classes) {
        return PredictionComparison.of(gold)
                .cache(new CacheFolder(folder.resolve("cache")))
                .classes(classes)
                .model("own", List.of(gold))
                .run();
    }
}
