package org.bakeoff.dataset.imdb;

import java.nio.file.Path;
import org.bakeoff.testkit.DatasetContract;
import org.junit.jupiter.api.io.TempDir;

final class ImdbContractTest extends DatasetContract<ImdbConfig> {

    @TempDir
    private Path folder;

    @Override
    protected ImdbDataset plugin() {
        return new ImdbDataset();
    }

    @Override
    protected ImdbConfig config() {
        return new ImdbConfig(SmallImdb.ofEach(9).archive(folder).toString(), null, 12, 6, null, null);
    }
}
