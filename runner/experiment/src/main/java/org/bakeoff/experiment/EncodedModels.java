package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelPredictions.OwnEncoding;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ModelEncoding;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.TokenTable;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Sha256;
import org.bakeoff.report.run.DataFile;
import org.bakeoff.spec.Spec;
import org.bakeoff.training.Trial;
import org.jspecify.annotations.Nullable;

/**
 * Holds the encoded data that each model of an experiment takes: the dataset's, or, if it has an encoding of its own, the same
 * examples encoded by that.
 */
final class EncodedModels {

    /** So many files of encodings stay open at first: a search may have thousands, each with a vocabulary. */
    private static final int OPEN = 16;

    private final DataLoader.Loaded data;
    private final Encoded dataset;
    /** The data of models with an encoding of their own, each once. */
    private final List<Encoded> own = new ArrayList<>();

    private final Map<Key, Encoded> models = new HashMap<>();
    /** The checksums of the encodings of each model, of which a search has several. */
    private final Map<String, Set<String>> fingerprints = new LinkedHashMap<>();

    /** A model with its configuration, of which a search has several. */
    private record Key(String model, Spec.Chosen<ModelProvider<?>> provider) {

        static Key of(Spec.Model model) {
            return new Key(model.name(), model.provider());
        }
    }

    /** A file of encoded data, open or not. */
    private static final class Encoded {

        private final Path path;
        private @Nullable EncodedFile file;

        Encoded(DataLoader.Loaded loaded) {
            this.path = loaded.path();
            this.file = loaded.file();
        }

        EncodedFile file() {
            EncodedFile open = file;
            if (open == null) {
                open = BakeoffException.reporting(() -> EncodedFile.open(path));
                file = open;
            }
            return open;
        }

        void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }

    /** Encodes examples for a model. */
    @FunctionalInterface
    interface Encoder {
        DataLoader.Loaded encode(DataLoader.Loaded data, ValidationSplit split, ModelEncoding encoding, String model)
                throws IOException;
    }

    /** Starts with models that take the dataset's token ids. */
    EncodedModels(DataLoader.Loaded data) {
        this.data = data;
        this.dataset = new Encoded(data);
    }

    /**
     * Encodes the examples for models that have an encoding of their own.
     *
     * @param split the examples to train on, from which encodings learn
     */
    void add(Stream<Spec.Model> added, ValidationSplit split, Encoder encoder) throws IOException {
        Map<Spec.Chosen<ModelProvider<?>>, Optional<Encoded>> known = new HashMap<>();
        Map<Encoded, List<SourceFingerprint>> inputs = new HashMap<>();
        for (Spec.Model model : (Iterable<Spec.Model>) added::iterator) {
            Optional<Encoded> encoded = known.get(model.provider());
            if (encoded == null) {
                Optional<ModelEncoding> encoding = ModelEncoding.of(model.provider());
                encoded = Optional.empty();
                if (encoding.isPresent()) {
                    DataLoader.Loaded loaded = encoder.encode(data, split, encoding.get(), model.name());
                    encoded = Optional.of(once(loaded));
                    inputs.put(encoded.get(), loaded.inputs());
                }
                known.put(model.provider(), encoded);
            }
            encoded.ifPresent(one -> {
                models.put(Key.of(model), one);
                Set<String> all = fingerprints.computeIfAbsent(model.name(), name -> new LinkedHashSet<>());
                inputs.getOrDefault(one, List.of()).forEach(input -> all.add(input.sha256()));
            });
        }
    }

    /** Forgets models that were added, since they take other data. */
    void remove(List<Spec.Model> removed) {
        for (Spec.Model model : removed) {
            models.remove(Key.of(model));
            fingerprints.remove(model.name());
        }
    }

    private Encoded once(DataLoader.Loaded loaded) throws IOException {
        for (Encoded earlier : own) {
            if (earlier.path.equals(loaded.path())) {
                loaded.file().close();
                return earlier;
            }
        }
        Encoded encoded = new Encoded(loaded);
        own.add(encoded);
        if (own.size() > OPEN) {
            encoded.close();
        }
        return encoded;
    }

    /** Returns the data as the dataset encoded it. */
    DataLoader.Loaded data() {
        return data;
    }

    private Encoded of(Spec.Model model) {
        return models.getOrDefault(Key.of(model), dataset);
    }

    /** Returns the file of the encoded data that a model takes. */
    Path path(Spec.Model model) {
        return of(model).path;
    }

    /** Describes what a model takes. */
    DatasetInfo info(Spec.Model model) {
        return of(model).file().test().info();
    }

    /** Returns the encoded data of a model with an encoding of its own; empty if it takes the dataset's token ids. */
    Optional<EncodedFile> own(Spec.Model model) {
        return Optional.ofNullable(models.get(Key.of(model))).map(Encoded::file);
    }

    /** Returns what the encodings depend on, besides the data. */
    List<SourceFingerprint> inputs() {
        return fingerprints.entrySet().stream()
                .map(model -> new SourceFingerprint(
                        "the encoding of " + model.getKey(), Sha256.of(String.join("\n", model.getValue())), 0))
                .toList();
    }

    /** Returns the test examples of a file as evaluators get them. */
    static OwnEncoding test(EncodedFile file) {
        return new OwnEncoding(file.test().info(), new Tokens(file.test().table()));
    }

    /**
     * Returns data.json, with the trials whose models can predict: those that are tested.
     *
     * @param here whether they are trained on these data, and didn't come from other runs
     */
    DataFile file(Stream<Trial> trials, boolean here) throws IOException {
        Map<Encoded, List<DataFile.Entry>> entries = new LinkedHashMap<>();
        trials.filter(Trial::tested)
                .forEach(trial -> entries.computeIfAbsent(of(trial.model()), loaded -> new ArrayList<>())
                        .add(new DataFile.Entry(trial.model().name(), trial.configuration(), trial.seed())));
        List<DataFile.Encoding> encodings = new ArrayList<>();
        List<String> checksums = new ArrayList<>(here ? List.of(EncodedFile.checksum(dataset.path)) : List.of());
        for (Encoded loaded : own) {
            List<DataFile.Entry> taking = entries.get(loaded);
            if (taking != null) {
                DatasetInfo info = loaded.file().test().info();
                encodings.add(new DataFile.Encoding(
                        loaded.file().input().encoding().orElseThrow(), info.vocabulary(), info.length(), taking));
                if (here) {
                    checksums.add(EncodedFile.checksum(loaded.path));
                }
            }
        }
        DatasetInfo info = data.file().test().info();
        return new DataFile(
                info.classes(),
                info.vocabulary(),
                info.length(),
                entries.getOrDefault(dataset, List.of()),
                encodings,
                checksums);
    }

    /** Token ids as a list; each is a copy. */
    private static final class Tokens extends AbstractList<int[]> implements RandomAccess {

        private final TokenTable table;

        Tokens(TokenTable table) {
            this.table = table;
        }

        @Override
        public int[] get(int index) {
            return table.tokens(index);
        }

        @Override
        public int size() {
            return table.size();
        }
    }
}
