package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels as people have them. */
final class LabelsTest {

    @TempDir
    private Path dir;

    private TextConfig config(Map<String, String> labels, String... rows) throws IOException {
        Path train = Files.writeString(dir.resolve("train.csv"), "label,text\n" + String.join("\n", rows) + "\n");
        return Loading.with(train, 0.4, Map.of("labels", labels));
    }

    @Test
    void whatCannotBeSeenAroundALabelIsNoPartOfIt() throws IOException {
        DataSplits data = Loading.load(
                config(Map.of(), "neg,a", "pos,b", "neg\u00a0,c", "\u200b pos\u2060,d", "\ufeffneg\u3000,e", "pos ,f"));
        assertThat(data.info().classes()).containsExactly("neg", "pos");
        assertThat(data.notes()).singleElement().asString().startsWith("3 labels have no-break spaces");
        assertThat(Loading.load(config(Map.of(), "neg,a", "pos ,b", "neg,c", "pos,d"))
                        .notes())
                .isEmpty();
    }

    @Test
    void aLabelTooLongForANameIsRefusedAtOnce() throws IOException {
        for (String label :
                List.of("a" + " ".repeat(1_000_000) + "b", "1" + "0".repeat(1_000_000), ".".repeat(2_000))) {
            refusal(config(Map.of(), "yes,a", "no,b", label + ",c", "no,d"))
                    .contains("train.csv, line 4: the label has ", "too many for the name of a class");
        }
    }

    @Test
    void labelsAreRenamedAndMerged() throws IOException {
        DataSplits data = Loading.load(config(
                Map.of("0", "negative", "1", "positive", "1.0", "positive", "", "unknown"),
                "0,a",
                "\u00a00,b",
                "1,c",
                "1.0,d",
                ",e",
                ",f"));
        assertThat(data.info().classes()).containsExactly("negative", "positive", "unknown");
    }

    @Test
    void aNameForALabelThatNoRowHasIsRefused() throws IOException {
        refusal(config(Map.of("Yes", "y"), "yes,a", "no,b", "yes,c", "no,d"))
                .contains("\"labels\" names 'Yes', which no row has; there is ", "did you mean 'yes'?");
    }

    @Test
    void aLabelOfTheTestSetThatIsAlikeIsNamedWithTheRemedy() throws IOException {
        Path test = Files.writeString(dir.resolve("test.csv"), "label,text\nYes,so\n");
        TextConfig config = config(Map.of(), "yes,a", "no,b");
        refusal(Loading.config(Path.of(config.train().get(0)), test.toString()))
                .contains("\"labels\": {\"Yes\": \"yes\"}");
        Path numbers = Files.writeString(dir.resolve("numbers.csv"), "label,text\n1.0,so\n");
        TextConfig zeros = config(Map.of(), "0,a", "1,b");
        refusal(Loading.config(Path.of(zeros.train().get(0)), numbers.toString()))
                .contains("\"labels\": {\"1.0\": \"1\"}");
    }
}
