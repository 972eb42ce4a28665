package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bakeoff.dataset.text.Loading.all;
import static org.bakeoff.dataset.text.Loading.config;
import static org.bakeoff.dataset.text.Loading.content;
import static org.bakeoff.dataset.text.Loading.load;
import static org.bakeoff.dataset.text.Loading.refusal;
import static org.bakeoff.dataset.text.Loading.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.Example;
import org.bakeoff.spec.Configs;
import org.bakeoff.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From rows to examples. */
final class TextDatasetTest {

    @TempDir
    private Path dir;

    private Path csv(String name, String... rows) throws IOException {
        return Files.writeString(dir.resolve(name), "label,text\n" + String.join("\n", rows) + "\n");
    }

    @Test
    void itIsFoundByItsName() {
        assertThat(ServiceLoader.load(Dataset.class)).singleElement().satisfies(dataset -> {
            assertThat(dataset.name()).isEqualTo("text");
            assertThat(dataset.description()).doesNotContain("\n");
        });
    }

    /** As where pandas wrote both, and the second one lacks a group in some row. */
    @Test
    void aGroupThatIsANumberIsTheSameInBothSetsHoweverItIsWritten() throws IOException {
        Path train = Files.writeString(dir.resolve("train.csv"), "person,label,text\n1,a,x\n2,b,y\n+3,b,z\n");
        Path test =
                Files.writeString(dir.resolve("test.csv"), "person,label,text\n1.0,a,x\n2.00,b,z\n4.0,b,z\n1.5,b,z\n");
        DataSplits mixed = load(with(train, test, Map.of("group", "person")));
        assertThat(mixed.train()).extracting(Example::group).containsExactly("1", "2", "+3");
        assertThat(mixed.test()).extracting(Example::group).containsExactly("1", "2", "4.0", "1.5");

        Files.writeString(train, "person,label,text\n1.0,a,x\n2.0,b,y\n");
        DataSplits alike = load(with(train, test, Map.of("group", "person")));
        assertThat(alike.train()).extracting(Example::group).containsExactly("1.0", "2.0");
    }

    /** Both files are numbered from 1. */
    @Test
    void anIdOfATrainingTextIsRefusedInTheTestSet() throws IOException {
        Path train = Files.writeString(dir.resolve("train.csv"), "id,label,text\n1,a,x\n2,b,y\n");
        Path test = Files.writeString(dir.resolve("test.csv"), "id,label,text\n3,a,x\n2,b,z\n");

        assertThatThrownBy(() -> load(with(train, test, Map.of("id", "id"))))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith(test + ", line 3: the id '2' is that of a training text too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "positive,negative,positive | negative,positive",
                "1,0                        | 0,1",
                "10,9,-1.5,9                | -1.5,9,10",
                "10,9,x                     | 10,9,x",
                "true,false                 | false,true",
                "z,a,M                      | M,a,z",
            })
    void classesAreInTheOrderOfTheirNames(String labels, String classes) throws IOException {
        Path train = csv("train.csv", labels.replace(",", ",t\n") + ",t");
        String one = labels.split(",", 2)[0];
        DataSplits data = load(config(train, csv("test.csv", one + ",so").toString()));

        assertThat(String.join(",", data.info().classes())).isEqualTo(classes);
        assertThat(data.test())
                .singleElement()
                .satisfies(example ->
                        assertThat(data.info().classes().get(example.label())).isEqualTo(one));
        assertThat(data.train())
                .extracting(example -> data.info().classes().get(example.label()))
                .containsExactly(labels.split(","));
    }

    @Test
    void wordsAreCountedOverTheTrainingHalfAlone() throws IOException {
        Path train = csv("train.csv", "a,Wurp gleep! gleep", "b,gleep wurp snorf");
        DataSplits data = load(
                config(train, csv("test.csv", "a,only only only only gleep").toString()));

        assertThat(data.info().vocabulary())
                .containsExactly("<padding>", "<start>", "<unknown>", "<unused>", "gleep", "wurp", "snorf");
        assertThat(data.test().get(0).tokens()).containsExactly(1, 2, 2, 2, 2, 4);
    }

    @Test
    void anExampleHasItsWholeTextAndTheNumberOfItsWords() throws IOException {
        String text = IntStream.range(0, 20).mapToObj(word -> "w" + word).collect(Collectors.joining(" "));
        DataSplits data = load(config(
                csv("train.csv", "a," + text, "b,!?"), csv("test.csv", "a,x").toString()));

        Example cut = data.train().get(0);
        assertThat(cut.text()).isEqualTo(text);
        assertThat(cut.tokens()).hasSize(8);
        assertThat(cut.attributes()).isEqualTo(Map.of("words", "20"));
        Example blank = data.train().get(1);
        assertThat(blank.tokens()).containsExactly(1);
        assertThat(blank.attributes()).isEqualTo(Map.of("words", "0"));
    }

    @Property(tries = 50)
    void theEncoderGivesWhatTheDataHas(@ForAll List<String> words) throws IOException {
        Path folder = Files.createTempDirectory("text");
        Path train = Files.writeString(
                folder.resolve("train.csv"),
                "label,text\na,one two Three\nb,\""
                        + String.join(" ", words).replaceAll("[\"\\p{Cs}]", "")
                        + "\"\na,four\n");
        DataSplits data = load(config(train, "0.4"));
        TextEncoder encoder =
                new TextDataset().encoder(config(train, "0.4"), data.info()).orElseThrow();
        assertThat(all(data))
                .allSatisfy(
                        example -> assertThat(encoder.encode(example.text())).isEqualTo(example.tokens()));
        Files.delete(train);
        Files.delete(folder);
    }

    @Test
    void aSecondLoadGivesTheSame() throws IOException {
        Path train = csv(
                "train.csv",
                IntStream.range(0, 200)
                        .mapToObj(row -> "c" + row % 3 + ",t " + row)
                        .toArray(String[]::new));
        TextConfig config = config(train, "0.2");
        assertThat(content(all(load(config)))).isEqualTo(content(all(load(config))));
    }

    @Test
    void setsMayHaveDifferentFormats() throws IOException {
        Path test = Files.writeString(dir.resolve("test.jsonl"), "{\"text\": \"x\", \"label\": \"b\"}");
        assertThat(load(config(csv("train.csv", "a,x", "b,y"), test.toString())).test())
                .extracting(Example::label)
                .containsExactly(1);
    }

    @Test
    void idsOfFilesOfOneNameSayTheHalf() throws IOException {
        Path train = csv("data.csv", "a,x", "b,y");
        Path test =
                Files.copy(train, Files.createDirectory(dir.resolve("other")).resolve("data.csv"));
        assertThat(Loading.ids(all(load(config(train, test.toString())))))
                .containsExactly("train/data.csv:2", "train/data.csv:3", "test/data.csv:2", "test/data.csv:3");
    }

    @Test
    void aFileThatIsBothSetsIsRefused() throws IOException {
        Path train = csv("train.csv", "a,x", "b,y");
        refusal(config(
                        train,
                        dir.resolve("../" + dir.getFileName() + "/train.csv").toString()))
                .contains("this is both \"train\" and \"test\"", "0.2");
    }

    @Test
    void theNameOfAUrlSaysTheFormatAndNamesTheRows() throws IOException {
        Path kept = csv("3f4a-download", "a,x", "b,y", "a,z");
        String url = "https://example.org/data/reviews.csv?raw=true#top";
        DataSplits data = new TextDataset().load(Loading.with(url, 0.4, Map.of()), (source, sha256) -> {
            assertThat(source).isEqualTo(url);
            return kept;
        });
        assertThat(all(data)).extracting(Example::id).contains("reviews.csv:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "1.5", "-0.1", "1e3"})
    void aShareLiesBetweenNoneAndAll(String share) {
        assertThatThrownBy(() -> config(dir, share)).isInstanceOf(SpecException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"test\": [0.2, \"b.csv\"]}             | \"test\" is a list with the share 0.2",
                "{\"test\": 0}                            | \"test\" is 0; it must be more than 0 and less than 1",
                "{\"test\": []}                           | \"test\" is an empty list",
                "{\"train\": []}                          | \"train\" is an empty list",
                "{\"text\": []}                           | \"text\" is an empty list",
                "{\"text\": [\"a\", \"b\"], \"label\": \"b\"} | the same column, 'b'",
                "{\"header\": false}                      | name the columns, such as \"columns\": [\"label\", \"text\"]",
                "{\"columns\": [\"text\", \"label\"]}       | give \"header\": false, too",
                "{\"encoding\": \"windows1252x\"}         | there is no encoding 'windows1252x'; did you mean 'windows-1252'?",
                "{\"encoding\": \"?!\"}                   | there is no encoding '?!'",
                "{\"delimiter\": \"tab\"}                 | \"delimiter\" is 'tab'; it must be one character, such as \"\\t\"",
                "{\"quote\": \"no\"}                      | \"quote\" is 'no'; it must be one character, or \"none\"",
                "{\"labels\": {\"0\": 1}}                 | a text in quotes",
            })
    void valuesThatDontFitAreRefused(String keys, String what) {
        String json = keys.contains("\"train\"") ? keys : "{\"train\": \"x.csv\", " + keys.substring(1);
        assertThatThrownBy(() -> Configs.read(json, new TextDataset().defaults()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(what);
    }
}
