package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.testkit.DatasetContract;
import org.junit.jupiter.api.io.TempDir;

/** A folder for the training set and one for the test set. */
final class FoldersContractTest extends DatasetContract<TextConfig> {

    @TempDir
    private Path folder;

    @Override
    protected TextDataset plugin() {
        return new TextDataset();
    }

    @Override
    protected TextConfig config() throws IOException {
        for (String text : List.of("train/a/1", "train/a/2", "train/b/1", "test/a/1", "test/b/1")) {
            Path file = folder.resolve(text);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Text " + text);
        }
        return Loading.config(folder.resolve("train"), folder.resolve("test").toString());
    }
}
