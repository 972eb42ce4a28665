package org.example.reviews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code of docs/embed.md is this application's, line by line, so that it compiles and runs. */
class EmbedPageTest {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Path PAGE = HERE.resolve("../../docs/embed.md");
    private static final Pattern BLOCK = Pattern.compile("```(java|xml)\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyBlockStandsInTheSources() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(HERE.resolve("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(EmbedPageTest::lines)
                    .collect(Collectors.joining("\n"));
        }
        String pom = lines(HERE.resolve("pom.xml"));
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            assertThat(block.group(1).equals("xml") ? pom : sources).contains(stripped(block.group(2)));
        }
        assertThat(blocks).isGreaterThan(4);
    }

    private static String lines(Path file) {
        try {
            return stripped(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Without indentation and empty lines. */
    private static String stripped(String text) {
        List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join("\n", lines);
    }
}
