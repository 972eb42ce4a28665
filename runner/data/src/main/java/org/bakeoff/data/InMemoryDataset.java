package org.bakeoff.data;

import java.io.IOException;
import java.util.Optional;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.io.BakeoffException;

/** Gives the examples that an application holds in memory. Its configuration identifies them, so a spec shows which they were. */
public final class InMemoryDataset implements Dataset<InMemoryDataset.Config> {

    private final DataSplits splits;
    private final Config content;

    /**
     * Identifies the examples.
     *
     * @param sha256 of all examples, classes and words in their encoded form
     */
    public record Config(
            @ConfigProperty("SHA-256 of the examples") String sha256) {}

    /** Takes examples and hashes them. */
    public InMemoryDataset(DataSplits splits) {
        this.splits = splits;
        this.content = BakeoffException.reporting(() -> new Config(EncodedFile.sha256(splits)));
    }

    @Override
    public String name() {
        return "in-memory";
    }

    @Override
    public String description() {
        return "examples that an application holds in memory";
    }

    @Override
    public Config defaults() {
        return content;
    }

    @Override
    public Optional<String> fingerprint(Config config, DataContext context) {
        return Optional.of(content.sha256());
    }

    @Override
    public DataSplits load(Config config, DataContext context) throws IOException {
        if (!config.equals(content)) {
            throw new IOException("The examples in memory have the SHA-256 " + content.sha256()
                    + ", and those of the spec " + config.sha256() + ". Run it with the same examples.");
        }
        return splits;
    }
}
