package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application as it is delivered, a jar of jars. */
class JarIT {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void theJarTrainsAndPredicts() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/spring-boot-1.0.0.jar",
                        "--server.port=0",
                        "--reviews.folder=" + folder)
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            Client client = new Client(lines.lines()
                    .map(PORT::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)))
                    .findFirst()
                    .orElseThrow());
            assertThat(client.stateAtTheEnd()).contains("\"ready\"");
            assertThat(client.predict("The plot was not dull.").body()).contains("\"probability\":");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
