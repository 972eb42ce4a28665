package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.testkit.DatasetContract;
import org.junit.jupiter.api.io.TempDir;

class SqlContractTest extends DatasetContract<SqlConfig> {

    @TempDir
    private Path folder;

    @Override
    protected SqlDataset plugin() {
        return new SqlDataset();
    }

    @Override
    protected SqlConfig config() throws IOException {
        Files.writeString(folder.resolve("reviews.csv"), Reviews.csv(40));
        return Reviews.config(folder, "SELECT body AS text, stars AS label, author FROM 'reviews.csv'", "0.25");
    }
}
