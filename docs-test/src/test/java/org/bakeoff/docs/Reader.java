package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bakeoff.io.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who reads one document with a terminal at hand, and does what it says, block by block: writes the files that
 * it shows, types the commands, in the folder that the commands before led to.
 */
final class Reader {

    /** Only ends what hangs. */
    private static final int LIMIT_MINUTES = 10;

    /** What a spec is when a block shows only a piece of one. */
    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic"}, "models": {"words": {"plugin": "bagofwords"}}}
            """;

    /** A brace, with comments before it or not. */
    private static final Pattern START = Pattern.compile("(\\s|//.*)*\\{");

    private final Path checkout;
    private final Path scratch;
    private final Path cache;
    private Path folder;

    /**
     * A reader at the root of a checkout.
     *
     * @param scratch an empty folder outside of it
     * @param cache Bakeoff's cache, which readers may share
     */
    Reader(Path checkout, Path scratch, Path cache) {
        this.checkout = checkout;
        this.scratch = scratch;
        this.cache = cache;
        this.folder = checkout;
    }

    void follow(Block block) throws IOException, InterruptedException {
        if (block.file().isPresent()) {
            Path file = folder.resolve(block.file().get());
            Files.createDirectories(file.getParent());
            Files.writeString(file, block.text());
        } else if (block.isShell()) {
            type(block);
        } else if (block.isJson() && block.notRun().isEmpty()) {
            validate(block);
        }
    }

    private void type(Block block) throws IOException, InterruptedException {
        Path here = scratch.resolve("here");
        String script = block.notRun().isEmpty()
                ? "set -eo pipefail\ntrap 'pwd >\"$HERE\"' EXIT\n" + block.commands()
                : resource("not-run.sh") + block.commands() + ":\n";
        bash(block, script, block.notRun().isEmpty() ? block.exitCode() : 0);
        if (Files.exists(here)) {
            folder = Path.of(Files.readString(here).strip());
        }
    }

    private void validate(Block block) throws IOException, InterruptedException {
        String text = block.text();
        ObjectNode spec = (ObjectNode) Json.LENIENT.readTree(SPEC);
        Json.LENIENT
                .readTree(START.matcher(text).lookingAt() ? text : "{" + text + "}")
                .properties()
                .forEach(key -> spec.set(key.getKey(), key.getValue()));
        Path file = Files.writeString(scratch.resolve("block.json"), Json.PRETTY.writeValueAsString(spec));
        bash(block, "exec '" + checkout.resolve("bakeoff") + "' validate '" + file + "'", block.exitCode());
    }

    private void bash(Block block, String script, int code) throws IOException, InterruptedException {
        Path output = scratch.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", script))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String java = System.getProperty("java.home");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("BAKEOFF_"));
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + "/bin:" + environment.get("PATH"));
        environment.put("TERM", "dumb");
        environment.put("HERE", scratch.resolve("here").toString());
        environment.put("CHECKOUT", checkout.toString());
        environment.put("BAKEOFF_CACHE", cache.toString());
        environment.put("BAKEOFF_BUILD", "never");
        environment.put("BAKEOFF_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

        Process process = builder.start();
        process.getOutputStream().close();
        boolean over = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertThat(over).as("%s ends, having said: %s", block.title(), said).isTrue();
        assertThat(process.exitValue())
                .as("exit code of the block at %s, which says:%n%s", block.title(), said)
                .isEqualTo(code);
    }

    private static String resource(String name) throws IOException {
        try (var stream = Reader.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
