package org.bakeoff.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What plugins compile against changes on purpose only: it is kept in a file, and a commit that changes it shows how.
 * Tools such as japicmp hold a build against a released one; the file needs none, and holds every commit against the
 * one before.
 */
class SignatureTest {

    private static final Path KEPT = Path.of("src/test/resources/signature.txt");
    private static final Path FOUND = Path.of("target/signature.txt");

    @Test
    void thePublicSignatureIsTheOneThatIsKept() throws Exception {
        List<String> found = signature();
        Files.write(FOUND, found);
        List<String> kept = Files.readAllLines(KEPT);

        String difference = Stream.concat(
                        kept.stream().filter(line -> !found.contains(line)).map(line -> "\n- " + line),
                        found.stream().filter(line -> !kept.contains(line)).map(line -> "\n+ " + line))
                .collect(Collectors.joining());
        assertThat(found)
                .withFailMessage(
                        "The public signature of the api is another:%s%nPlugins that are built already need what went"
                                + " away. If it is meant: cp api/%s api/%s",
                        difference, FOUND, KEPT)
                .isEqualTo(kept);
    }

    /** An author of a plugin has to know them all. */
    @Test
    void thereAreAtMostFifteenTopLevelTypes() throws Exception {
        assertThat(signature().stream()
                        .skip(1)
                        .map(line -> line.split("[.:]", 2)[0])
                        .distinct())
                .hasSizeLessThanOrEqualTo(15)
                .contains("Dataset", "Plugin");
    }

    @Test
    void genericsNullnessAndDefaultsAreSeen() throws Exception {
        assertThat(signature())
                .contains(
                        "package org.bakeoff.api @NullMarked",
                        "DataContext: public abstract java.nio.file.Path open(String, @Nullable String) throws"
                                + " java.io.IOException",
                        "Plugin: public abstract sealed interface Plugin<C extends Record>"
                                + " permits Dataset, Evaluator, ModelProvider",
                        "ConfigProperty: public abstract boolean required() default [false]")
                .noneMatch(line -> line.contains("private"));
    }

    /** All top-level types of the package, in order. */
    private static List<String> signature() throws Exception {
        Path classes = Path.of(Plugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("org/bakeoff/api");
        try (Stream<Path> files = Files.list(classes)) {
            return Stream.concat(
                            Stream.of("package org.bakeoff.api "
                                    + Signature.annotations(Plugin.class.getPackage())
                                            .strip()),
                            files.map(file -> file.getFileName().toString())
                                    .filter(file -> file.matches("[A-Z]\\w*\\.class"))
                                    .sorted()
                                    .flatMap(file -> Signature.of(load(file))))
                    .toList();
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName("org.bakeoff.api." + file.replace(".class", ""));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
