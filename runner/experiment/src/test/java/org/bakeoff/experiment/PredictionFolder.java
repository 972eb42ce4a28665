package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.junit.jupiter.api.io.TempDir;

/** A folder of files of predictions for tests. */
abstract class PredictionFolder {

    /** Of eight examples the model is wrong at the last two. */
    static final List<Double> PROBABILITIES = List.of(0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.6, 0.4);

    @TempDir
    Path folder;

    final Path repeated(String name, String start, String text, long times) throws IOException {
        Path path = folder.resolve(name);
        int block = 1_000;
        byte[] many = text.repeat(block).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < times; written += block) {
                out.write(many);
            }
        }
        return path;
    }

    final Path lines(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    final Path numbered(String name, IntUnaryOperator label) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,label"));
        for (int row = 0; row < 60; row++) {
            lines.add(id(row) + "," + label.applyAsInt(row));
        }
        return lines(name, lines);
    }

    final PredictionComparison comparison(Path gold) {
        return PredictionComparison.of(gold).cache(new CacheFolder(folder.resolve("cache")));
    }

    static BakeoffException fault(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(BakeoffException.class, call));
    }

    /** Writes a row for each example; an empty header is left out. */
    final Path file(String name, String header, IntFunction<String> row) throws IOException {
        Stream<String> head = header.isEmpty() ? Stream.of() : Stream.of(header);
        String text = Stream.concat(
                        head, IntStream.range(0, PROBABILITIES.size()).mapToObj(row))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(folder.resolve(name), text);
    }

    static String id(int row) {
        return "e" + row;
    }

    static String name(int label) {
        return label == 1 ? "yes" : "no";
    }

    static double p(int row) {
        return PROBABILITIES.get(row);
    }

    static int predicted(int row) {
        return p(row) >= 0.5 ? 1 : 0;
    }

    final BakeoffException fault(Path gold, Path predictions) {
        return catchThrowableOfType(
                BakeoffException.class,
                () -> PredictionComparison.of(gold)
                        .cache(new CacheFolder(folder.resolve("cache")))
                        .model("own", List.of(predictions))
                        .run());
    }
}
