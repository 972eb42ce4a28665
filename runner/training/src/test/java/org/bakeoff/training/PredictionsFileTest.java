package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions are read as they were written, whatever the ids of the examples. */
class PredictionsFileTest {

    @TempDir
    private Path folder;

    @Test
    void rowsAndProbabilitiesAreReadAsTheyWereWritten() throws IOException {
        List<PredictionsFile.Row> rows = List.of(
                new PredictionsFile.Row("a,b", 1),
                new PredictionsFile.Row("#1", 0),
                new PredictionsFile.Row("say \"no\"", 0),
                new PredictionsFile.Row(" é ", 1));
        Predictions predictions = new Predictions(7, 2, new double[] {0.1 + 0.2, 1, 1e-30, 2e-3});
        Path file = folder.resolve("predictions.csv");
        PredictionsFile.write(file, rows, predictions);

        assertThat(file)
                .hasContent(
                        "id,label,probability\n\"a,b\",1,0.30000000000000004\n#1,0,1.0\n\"say \"\"no\"\"\",0,1.0E-30\n"
                                + " é ,1,0.002\n");
        assertThat(PredictionsFile.rows(file)).isEqualTo(rows);
        assertThat(PredictionsFile.read(file, 7)).usingRecursiveComparison().isEqualTo(predictions);
    }

    @Test
    void moreClassesHaveAColumnEach() throws IOException {
        Predictions predictions = new Predictions(7, 3, new double[] {0.5, 0.25, 0.25});
        Path file = folder.resolve("predictions.csv");
        PredictionsFile.write(file, List.of(new PredictionsFile.Row("a", 2)), predictions);

        assertThat(file).hasContent("id,label,p0,p1,p2\na,2,0.5,0.25,0.25\n");
        assertThat(PredictionsFile.read(file, 7)).usingRecursiveComparison().isEqualTo(predictions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id,label", "id,label,probability\na,1", "id,label,probability\na,1,x", "a,\"b\n"})
    void whatIsNoSuchFileIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("predictions.csv"), content);
        assertThatIOException()
                .isThrownBy(() -> PredictionsFile.read(file, 1))
                .withMessage(file + " is no file of predictions; delete it and run the trial again");
    }
}
