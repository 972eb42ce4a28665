package org.example.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FromElsewhereTest {

    @TempDir
    private Path folder;

    @Test
    void predictionsGetAVerdict() throws IOException {
        write("test.csv", 1);
        write("bert-1.csv", 20);
        write("bert-2.csv", 25);
        write("svm.csv", 2);
        assertThat(FromElsewhere.compare(folder).comparison("bert", "svm").verdict())
                .isEqualTo(Verdict.LEFT_BETTER);
        assertThat(FromElsewhere.compare(folder).best()).isEqualTo(List.of("bert"));
    }

    /** Writes labels, every so many of which are wrong; with 1, none is. */
    private void write(String file, int wrong) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(0, 200)
                        .mapToObj(row -> "r" + row + ","
                                + (wrong > 1 && row % wrong == 0 ? 1 - row / 2 % 2 : row / 2 % 2))
                        .collect(Collectors.joining("\n", "id,label\n", "\n")));
    }
}
