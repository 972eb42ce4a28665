package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spark is this module's alone: whoever has no cluster has none of it. */
class SeparationTest {

    @Test
    void theDistributionHoldsNothingOfSpark() throws IOException {
        try (Stream<Path> jars = Files.list(Program.CLI)) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(name -> name.matches("(spark|scala|hadoop|bakeoff-executor|log4j).*"));
        }
    }

    @Test
    void neitherTheRunnerNorTheCommandLineNorTheLauncherNamesSpark() throws IOException {
        for (String place : new String[] {"../runner", "../cli/src/main", "../bakeoff"}) {
            try (Stream<Path> files = Files.walk(Path.of(place))) {
                for (Path file : files.filter(SeparationTest::isSource).toList()) {
                    assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                            .as(file.toString())
                            .doesNotContain("spark");
                }
            }
        }
    }

    private static boolean isSource(Path file) {
        String path = file.toString();
        return Files.isRegularFile(file)
                && !path.contains("/target/")
                && !(path.startsWith("../runner") && !path.contains("/src/main/"));
    }
}
