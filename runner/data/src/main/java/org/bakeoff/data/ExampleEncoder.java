package org.bakeoff.data;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Sha256;

/**
 * Encodes the examples of a dataset anew for models with an encoding of their own. The cache keeps them, by the content of the
 * dataset, the plugin's name, the SHA-256 of the plugin's code and the encoding's, with their libraries, its fingerprint, and the split, since an encoding
 * learns from the examples to train on alone. Such a file has neither texts nor attributes, which no trial reads.
 */
public final class ExampleEncoder {

    /** How many texts are encoded at once, on all cores; fewer where they are long. */
    private static final int CHUNK = 4096;

    /** So many characters the texts have that are encoded at once, but for the last of them. */
    private static final int CHARACTERS = 1 << 22;

    /** So many of them, or up to twice as many, are encoded twice. */
    private static final int TWICE = 128;

    private final CacheFolder cache;

    @Inject
    ExampleEncoder(DataLoader.Options options) {
        this.cache = options.cache();
    }

    /**
     * Encodes all examples.
     *
     * @param data the data as the dataset encoded it
     * @param split the examples to train on and those of the validation set
     * @param model the name of the first model that needs it
     * @param listener receives the event of encoding
     * @throws BakeoffException if the dataset has no texts, or the plugin fails or breaks its contract
     * @throws IOException if the cache can't be read or written; the message is for the user
     */
    public DataLoader.Loaded encode(
            DataLoader.Loaded data,
            ValidationSplit split,
            ModelEncoding encoding,
            String model,
            LoadingListener listener)
            throws IOException {
        String sha256 = encoding.sha256();
        List<SourceFingerprint> inputs = List.of(new SourceFingerprint("encoding", sha256, 0));
        Path path = cache.place(DataLoader.FOLDER).resolve(name(data, split, encoding, sha256));
        Optional<EncodedFile> kept = DataLoader.kept(path);
        EncodedFile file = data.file();
        if (kept.isPresent()) {
            requireOwn(path, kept.get(), file.train().texts(), encoding);
            return new DataLoader.Loaded(path, kept.get(), true, inputs, data.others());
        }
        if (file.train().texts().stream().allMatch(String::isBlank)) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNSUITABLE,
                    new ErrorLocation.OfPointer("the spec", "/models/" + model),
                    "/models/" + model + " has an encoding of its own, which needs texts, and the dataset has none",
                    "Leave its encoding out, or choose a dataset of texts.");
        }
        cache.folder(DataLoader.FOLDER);
        listener.encodingFor(model);
        Iterator<String> texts =
                ExampleTable.chosen(file.train().texts(), split.train()).iterator();
        DatasetInfo info = encoding.learn(
                file.test().info(),
                // What chooses the texts counts them, so that only their iterator may be read by several threads.
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(texts, Spliterator.NONNULL), false));
        CheckedEncoder encoder = encoding.encoder(info);
        CheckedEncoder later = encoding.anew().encoder(info);
        DataSplits splits = new DataSplits(
                info,
                new Encoded(file.train(), file.trial().groups(), encoder, later),
                new Encoded(file.test().table(), file.test().table().groups(), encoder, later));
        DataLoader.write(path, out -> {
            EncodedFile.write(splits, Optional.of(sha256), out, EncodedFileWriter.BLOCK);
            // Else the cache would keep what nobody else gets from this fingerprint.
            if (!encoding.sha256().equals(sha256)) {
                throw ModelInput.changed(
                        encoding.faults().plugin(),
                        "while the examples were encoded",
                        "Run again when nobody changes it.");
            }
        });
        return new DataLoader.Loaded(path, EncodedFile.open(path), false, inputs, data.others());
    }

    /** Refuses what a model with another configuration has encoded, of which the fingerprint says nothing. */
    private static void requireOwn(Path path, EncodedFile kept, List<String> texts, ModelEncoding encoding) {
        CheckedEncoder encoder = encoding.encoder(kept.test().info());
        int step = Math.max(1, texts.size() / TWICE);
        for (int example = 0, read = 0; example < texts.size() && read < CHARACTERS; example += step) {
            Cancellation.check();
            String text = texts.get(example);
            read += Math.min(text.length(), CHARACTERS);
            if (!Arrays.equals(kept.train().tokens(example), encoder.encode(text))) {
                throw encoding.faults()
                        .contract(
                                "gives other token ids of a training text than "
                                        + path
                                        + " has, which was encoded with the same fingerprint: that must have all that decides them, such as"
                                        + " each part of the configuration. If something else has changed, such as Java, delete that file");
            }
        }
    }

    private static String name(DataLoader.Loaded data, ValidationSplit split, ModelEncoding encoding, String sha256)
            throws IOException {
        StringBuilder code = new StringBuilder();
        for (Class<?> type : encoding.code()) {
            code.append(PluginCode.sha256(type));
        }
        int used = split.train().length + split.validation().length;
        return Sha256.of(String.join(
                        "\n",
                        String.valueOf(data.path().getFileName()),
                        encoding.faults().plugin().name(),
                        code,
                        Long.toHexString(EncodedFile.MAGIC),
                        "equal texts are groups",
                        used < data.file().train().size()
                                ? sha256(split.validation()) + sha256(split.train())
                                : sha256(split.validation()),
                        sha256))
                + ".bin";
    }

    private static String sha256(int[] positions) {
        MessageDigest digest = Sha256.digest();
        IntStream.of(positions)
                .forEach(example -> digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(example).array()));
        return Sha256.of(digest);
    }

    /** The examples of a set with other token ids, encoded when they are read. */
    private static final class Encoded extends AbstractList<Example> {

        private final ExampleTable table;
        private final List<String> groups;
        private final CheckedEncoder encoder;
        /** One that knows what was learned alone, as one has that asks trained models about texts. */
        private final CheckedEncoder later;

        Encoded(ExampleTable table, List<String> groups, CheckedEncoder encoder, CheckedEncoder later) {
            this.later = later;
            this.table = table;
            this.groups = groups;
            this.encoder = encoder;
        }

        @Override
        public int size() {
            return table.size();
        }

        @Override
        public Example get(int index) {
            return encoded(in(groups.get(index), table.examples().get(index)));
        }

        private static Example in(String group, Example example) {
            return new Example(
                    example.id(), example.tokens(), example.label(), example.text(), group, example.attributes());
        }

        private Example encoded(Example example) {
            return new Example(
                    example.id(), encoder.encode(example.text()), example.label(), "", example.group(), Map.of());
        }

        /** Encodes examples on all cores; an encoder that isn't thread-safe, as with a buffer, would mix their texts. */
        private List<Example> encoded(List<Example> examples) {
            List<Example> all = examples.parallelStream().map(this::encoded).toList();
            int step = Math.max(1, all.size() / TWICE);
            boolean same = IntStream.range(0, (all.size() + step - 1) / step)
                    .map(index -> index * step)
                    .parallel()
                    .allMatch(index -> Stream.of(encoder, later)
                            .allMatch(one -> Arrays.equals(
                                    all.get(index).tokens(),
                                    one.encode(examples.get(index).text()))));
            if (!same) {
                throw encoder.faults()
                        .contract(
                                "gives other token ids of a text at each call, when several threads call it, or by an encoder"
                                        + " that has what learn returned alone");
            }
            return all;
        }

        @Override
        public Iterator<Example> iterator() {
            Iterator<Example> examples = table.examples().stream().iterator();
            Iterator<String> group = groups.iterator();
            return new Iterator<>() {
                private Iterator<Example> chunk = Collections.emptyIterator();

                @Override
                public boolean hasNext() {
                    return chunk.hasNext() || examples.hasNext();
                }

                @Override
                public Example next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    if (!chunk.hasNext()) {
                        Cancellation.check();
                        List<Example> next = new ArrayList<>();
                        for (long characters = 0;
                                next.size() < CHUNK && characters < CHARACTERS && examples.hasNext(); ) {
                            Example example = in(group.next(), examples.next());
                            next.add(example);
                            characters += example.text().length();
                        }
                        chunk = encoded(next).iterator();
                    }
                    return chunk.next();
                }
            };
        }
    }
}
