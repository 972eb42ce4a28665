package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.testplugins.KindsProvider;
import org.bakeoff.testplugins.ParityDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paths in a spec are relative to, and what it is called. */
class SpecPathsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"data/x.csv, data/x.csv", "./x, x", "../x, ../x", "a/../b, b", "'', ''"})
    void aRelativePathIsTakenFromTheFolderOfTheSpec(String source, String expected) throws IOException {
        assertThat(source(spec("spec.json", source)))
                .isEqualTo(folder.resolve(expected).normalize().toString());
    }

    @Test
    void soItIsWhenTheSpecsOwnPathIsRelative() throws IOException {
        Path spec = Path.of("").toAbsolutePath().relativize(spec("spec.json", "x"));
        assertThat(source(spec)).isEqualTo(folder.resolve("x").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 0.2",
        "2e-1, 0.2",
        "1.0, 1",
        "0, 0",
        "'\"0.2\"', 0.2",
        "'\"0.20\"', 0.2",
        "'\"0.2.csv\"', 0.2.csv",
        "'\"./0.2\"', 0.2",
        "'\"\u00bd\"', \u00bd"
    })
    void aNumberInThePlaceOfAPathIsNone(String json, String expected) throws IOException {
        Path file = Files.writeString(
                folder.resolve("spec.json"),
                "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"kinds\","
                        + " \"config\": {\"part\": " + json + "}}}}");
        String part = part(Specs.resolve(file));

        boolean path = json.contains("csv") || json.contains("/") || json.contains("\u00bd");
        assertThat(part).isEqualTo(path ? folder.resolve(expected).toString() : expected);

        Spec resolved = Specs.resolve(Specs.json(Specs.resolve(file)));
        assertThat(part(resolved)).isEqualTo(part);
        assertThat(Specs.json(resolved)).contains("\"part\" : " + (path ? "\"" + part + "\"" : part));
    }

    private static String part(Spec spec) {
        return String.valueOf(
                ((KindsProvider.Config) spec.models().get(0).provider().config()).part());
    }

    @Test
    void anAbsolutePathStays() throws IOException {
        String source = folder.resolve("elsewhere").toString();
        assertThat(source(spec("spec.json", source))).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/data.tar.gz?a=b#c",
                "HTTP://EXAMPLE.ORG",
                "s3://bucket/../x",
                "file:///tmp/../x",
                "hdfs:x",
                "http:${BAKEOFF_TEST_SECRET}"
            })
    void aUrlIsLeftAlone(String url) throws IOException {
        assertThat(source(spec("spec.json", url))).isEqualTo(url);
        assertThat(source(spec("spec.json", "x"), "/dataset/config/source=\"" + url + "\""))
                .isEqualTo(url);
    }

    @Test
    void aNameWithAColonIsAPathWhereItIsThere() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(folder.resolve("run-12:30")).resolve("x"), "");
        assertThat(source(spec("spec.json", "run-12:30/x"))).isEqualTo(file.toString());
        assertThat(source(spec("spec.json", "run-12:30/*.csv")))
                .isEqualTo(folder.resolve("run-12:30/*.csv").toString());
        assertThat(source(spec("spec.json", "run-12:45/x"))).isEqualTo("run-12:45/x");
        assertThat(source(spec("spec.json", "run-12:*/x")))
                .isEqualTo(folder.resolve("run-12:*/x").toString());
    }

    @Test
    void aNameWithAColonIsNotThatOfTheWorkingDirectory() throws IOException {
        Path here = Files.createTempFile(Path.of("").toAbsolutePath(), "log:", ".csv");
        try {
            String name = String.valueOf(here.getFileName());
            assertThat(source(spec("spec.json", name)))
                    .isEqualTo(folder.resolve(name).toString());
        } finally {
            Files.delete(here);
        }
    }

    @Test
    void whatIsAboveAVariableIsNotKnownYet() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/inner"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThat(source(spec("spec.json", "link/../a${BAKEOFF_TEST_SECRET}/../x")))
                .isEqualTo(elsewhere
                        .toRealPath()
                        .resolveSibling("a${BAKEOFF_TEST_SECRET}/../x")
                        .toString());
    }

    @Test
    void aLinkInFrontOfTwoDotsIsFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/inner"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThat(source(spec("spec.json", "link/../x")))
                .isEqualTo(elsewhere.toRealPath().resolveSibling("x").toString());
        assertThat(source(spec("spec.json", "link/./y/../../x")))
                .isEqualTo(elsewhere.toRealPath().resolveSibling("x").toString());
        assertThat(source(spec("spec.json", "a/../../x")))
                .isEqualTo(folder.resolveSibling("x").toString());
    }

    @Test
    void aPathThatIsSetIsTakenFromTheWorkingDirectory() throws IOException {
        Path spec = spec("spec.json", "x");
        String here = Path.of("y").toAbsolutePath().toString();

        assertThat(source(spec, "/dataset/config/source=\"y\"")).isEqualTo(here);
        assertThat(source(spec, "/dataset/config={\"source\": \"y\"}")).isEqualTo(here);
        assertThat(source(spec, "/dataset={\"plugin\": \"parity\", \"config\": {\"source\": \"y\"}}"))
                .isEqualTo(here);
        assertThat(source(spec, "/dataset/config/train=5", "/training/epochs=1"))
                .isEqualTo(folder.resolve("x").toString());
    }

    @Test
    void aSpecWithoutAFileIsInTheWorkingDirectory() {
        Spec spec = Specs.resolve(Specs.SMALL, "/dataset/config/source=\"y\"");
        assertThat(((ParityDataset.Config) spec.dataset().config()).source())
                .isEqualTo(Path.of("y").toAbsolutePath().toString());
    }

    @Test
    void theResolvedSpecHoldsAbsolutePaths() throws IOException {
        String json = Specs.json(Specs.resolve(spec("spec.json", "x")));
        assertThat(source(Files.writeString(
                        Files.createDirectory(folder.resolve("run")).resolve("spec.json"), json)))
                .isEqualTo(folder.resolve("x").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "imdb-notebook.json, imdb-notebook",
        "quick, quick",
        "Quick.json, experiment",
        "quick.start.json, experiment",
        ".json, experiment",
        "a.json5, experiment"
    })
    void withoutANameItIsCalledAsItsFile(String file, String name) throws IOException {
        assertThat(Specs.resolve(spec(file, "x")).name()).isEqualTo(name);
    }

    @Test
    void itsOwnNameComesFirst() throws IOException {
        Spec spec = Specs.resolve(spec("file.json", "x"), "/name=\"own\"");
        assertThat(spec.name()).isEqualTo("own");
        assertThat(Specs.resolve(Specs.SMALL).name()).isEqualTo("experiment");
    }

    private Path spec(String file, String source) throws IOException {
        return Files.writeString(
                folder.resolve(file),
                "{\"dataset\": {\"plugin\": \"parity\", \"config\": {\"source\": \"" + source
                        + "\"}}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}");
    }

    private static String source(Path file, String... overrides) {
        Spec spec = Specs.resolve(file, overrides);
        return ((ParityDataset.Config) spec.dataset().config()).source();
    }
}
