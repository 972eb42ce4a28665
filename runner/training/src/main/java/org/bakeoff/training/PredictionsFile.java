package org.bakeoff.training;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.Example;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.io.AtomicFile;
import tools.jackson.core.io.NumberOutput;

/**
 * The one place where the labels of the test examples meet a trial's predictions: {@code predictions.csv}, written when
 * training is over.
 */
final class PredictionsFile {

    private PredictionsFile() {}

    static void write(Path file, EncodedFile data, Predictions predictions) throws IOException {
        List<Example> examples = data.test().examples();
        int classes = predictions.classes();
        AtomicFile.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write("id,label");
            for (int column = 0; column < columns(classes); column++) {
                writer.write(classes == 2 ? ",probability" : ",p" + column);
            }
            writer.write('\n');
            for (int index = 0; index < examples.size(); index++) {
                Example example = examples.get(index);
                writer.write(quoted(example.id()) + "," + example.label());
                for (int column = 0; column < columns(classes); column++) {
                    writer.write(',' + shortest(predictions.probability(index, classes == 2 ? 1 : column)));
                }
                writer.write('\n');
            }
            writer.flush();
        });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file can't be read or isn't such a file
     */
    static Predictions read(Path file, long seed) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            int columns = lines.get(0).split(",", -1).length - 2;
            double[] probabilities = new double[(lines.size() - 1) * columns];
            for (int row = 1; row < lines.size(); row++) {
                String[] cells = lines.get(row).split(",", -1);
                for (int column = 0; column < columns; column++) {
                    probabilities[(row - 1) * columns + column] =
                            Double.parseDouble(cells[cells.length - columns + column]);
                }
            }
            return new Predictions(seed, columns == 1 ? 2 : columns, probabilities);
        } catch (NumberFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IOException(file + " is no file of predictions; delete it and run the trial again", e);
        }
    }

    /** The shortest decimal that reads back the same; {@link Double#toString} is longer at times before Java 19. */
    private static String shortest(double value) {
        return NumberOutput.toString(value, true);
    }

    private static int columns(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** As RFC 4180 wants it; SplitValidator lets no line break into an id. */
    private static String quoted(String id) {
        boolean plain = id.indexOf(',') < 0 && id.indexOf('"') < 0;
        return plain ? id : '"' + id.replace("\"", "\"\"") + '"';
    }
}
