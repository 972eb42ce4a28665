package org.bakeoff.dataset.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.ServiceLoader;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.bakeoff.toolkit.text.KerasTokenizer;

/** The dataset as a runner gets it. */
final class Loaded {

    private Loaded() {}

    static SyntheticDataset plugin() {
        for (Dataset<?> dataset : ServiceLoader.load(Dataset.class)) {
            if (dataset.name().equals("synthetic")) {
                return (SyntheticDataset) dataset;
            }
        }
        throw new AssertionError("no dataset 'synthetic' is found");
    }

    static DataSplits data(int train, int test, int distance, long seed) {
        return data(Grammar.MOVIES, train, test, distance, seed);
    }

    static DataSplits data(Grammar grammar, int train, int test, int distance, long seed) {
        return data(new SyntheticConfig(grammar, train, test, distance, 60 + distance, seed, null));
    }

    static DataSplits data(SyntheticConfig config) {
        try {
            return plugin().load(config, (source, sha256) -> {
                throw new AssertionError("the synthetic dataset opened " + source);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The telling sentence, the second of a text. */
    static String telling(Example example) {
        return example.text().split("\\. ?", 3)[1];
    }

    static List<String> words(Example example) {
        return KerasTokenizer.words(example.text());
    }

    /** The words that follow the first two sentences. */
    static List<String> filler(Example example) {
        List<String> words = words(example);
        String[] sentences = example.text().split("\\. ?", 3);
        int telling = KerasTokenizer.words(sentences[0]).size()
                + KerasTokenizer.words(sentences[1]).size();
        return words.subList(telling, words.size());
    }
}
