package org.bakeoff.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.bakeoff.dataset.imdb.ImdbConfig;
import org.bakeoff.dataset.imdb.ImdbDataset;

/** An archive of reviews, gzipped or not. */
class ArchiveFuzz {

    private static final Path FILE = FuzzedDataset.file(".tar.gz");
    private static final ImdbConfig CONFIG = new ImdbConfig(FILE.toString(), null, 100, 20, null, null);

    @FuzzTest(maxDuration = "30s")
    void archive(byte[] content) {
        FuzzedDataset.load(new ImdbDataset(), CONFIG, FILE, content);
    }
}
