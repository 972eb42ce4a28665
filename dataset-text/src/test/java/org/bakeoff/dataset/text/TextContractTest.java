package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bakeoff.testkit.DatasetContract;
import org.junit.jupiter.api.io.TempDir;

/** A share of a file. */
final class TextContractTest extends DatasetContract<TextConfig> {

    @TempDir
    private Path folder;

    @Override
    protected TextDataset plugin() {
        return new TextDataset();
    }

    @Override
    protected TextConfig config() throws IOException {
        Path train = Files.writeString(folder.resolve("train.csv"), """
                label,text
                good,"It works, and
                how!"
                bad,
                good,İstanbul naïve 🎬
                bad,"broken ""twice"" again"
                so-so,works or not
                so-so,who knows
                """);
        return Loading.with(train, 0.4, Map.of("vocabulary", 9, "length", 4));
    }
}
