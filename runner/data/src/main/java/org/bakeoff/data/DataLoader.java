package org.bakeoff.data;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.spec.ConfigSecrets;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Loads a dataset in its encoded form, from the cache if the same plugin, with the same libraries, has encoded the same inputs
 * with the same configuration before.
 *
 * <p>The cache has two kinds of files. An index, named by plugin, the SHA-256 of its code and configuration, lists the inputs that
 * were read. An encoded file is named by all that and the SHA-256 of every input. The fingerprint of a dataset that reads
 * other things than files is one of its inputs. A dataset that has neither is loaded each time, and has its encoded examples
 * for an input.
 */
public final class DataLoader {

    private static final Logger LOG = LoggerFactory.getLogger(DataLoader.class);
    static final String FOLDER = "encoded";

    private static final String ENCODED = ".bin";

    /** The input that stands for what a dataset doesn't read from files. */
    static final String CONTENT = "content";

    /** The input that stands for the examples of a dataset that says nothing of what it reads. */
    public static final String EXAMPLES = "examples";

    private final CacheFolder cache;
    private final boolean offline;

    /**
     * Says where data comes from and where it is kept.
     *
     * @param cache where downloads and encoded datasets are kept
     * @param offline whether nothing may be downloaded
     */
    public record Options(CacheFolder cache, boolean offline) {}

    /**
     * Encoded data.
     *
     * @param path where it is
     * @param file the file, checked
     * @param cached whether it was there already
     * @param inputs what the dataset read
     * @param others the files that it says that it reads besides; empty if it says nothing
     */
    public record Loaded(
            Path path, EncodedFile file, boolean cached, List<SourceFingerprint> inputs, Optional<Set<Path>> others) {

        /** Copies the list. */
        public Loaded {
            inputs = List.copyOf(inputs);
        }
    }

    @Inject
    DataLoader(Options options) {
        this.cache = options.cache();
        this.offline = options.offline();
    }

    /**
     * Loads a dataset.
     *
     * @param listener receives the events of downloading and encoding
     * @throws org.bakeoff.spec.SpecException if the configuration names an environment variable that isn't set, or its secrets were
     *     redacted
     * @throws BakeoffException if the data can't be had or isn't what it should be
     * @throws IOException if the cache can't be read or written; the message is for the user
     */
    public Loaded load(Spec.Chosen<Dataset<?>> dataset, LoadingListener listener) throws IOException {
        requireSecrets(dataset);
        PluginFaults plugin = new PluginFaults(dataset.plugin(), ConfigSecrets.filter(dataset.config()));
        Sources sources = new Sources(cache, offline, listener);
        // The cache may be read-only and filled by root: look before anything is written.
        Path folder = cache.place(FOLDER);
        String key = key(dataset);
        Path index = folder.resolve(key + ".json");
        String name = dataset.plugin().name();
        Optional<SourceFingerprint> content = content(plugin, dataset.plugin(), dataset.config(), sources);
        Optional<Loaded> kept = kept(folder, key, index, sources, content);
        if (kept.isPresent()) {
            return kept.get();
        }
        cache.folder(FOLDER);
        listener.encoding(name);
        DataSplits splits;
        try {
            splits = load(plugin, dataset.plugin(), dataset.config(), sources);
        } catch (BakeoffException e) {
            throw withCopy(e, sources.opened());
        }
        if (!content.equals(content(plugin, dataset.plugin(), dataset.config(), sources))) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNAVAILABLE,
                    ErrorLocation.NONE,
                    "the content of the dataset '" + name + "' changed while it was read",
                    "Run again when nobody changes it. If nobody does, have its rows come in the same order each time, as by"
                            + " ORDER BY.");
        }
        checkUnchanged(sources, name);
        DataSplits checked = SplitValidator.checked(
                plugin, splits, encoder(plugin, dataset.plugin(), dataset.config(), splits.info()));
        List<Sources.Opened> opened = new ArrayList<>(sources.opened());
        int sourcesOpened = opened.size();
        content.ifPresent(one -> opened.add(new Sources.Opened(one, "")));
        boolean identified = !opened.isEmpty();
        String sha256 = identified
                ? ""
                : PluginInvoker.<String, IOException, IOException>run(
                        dataset.plugin(), () -> EncodedFile.sha256(checked));
        if (!identified) {
            opened.add(new Sources.Opened(new SourceFingerprint(EXAMPLES, sha256, 0), ""));
        }
        List<SourceFingerprint> inputs =
                opened.stream().map(Sources.Opened::input).toList();
        Path path = encoded(folder, key, inputs);
        write(path, out -> {
            DigestOutputStream digested = new DigestOutputStream(out, Sha256.digest());
            digested.on(!identified);
            PluginInvoker.<Path, IOException, IOException>run(dataset.plugin(), () -> {
                EncodedFile.write(checked, digested);
                return path;
            });
            if (identified && sources.opened().size() > sourcesOpened) {
                // The cache would keep what it doesn't see change.
                throw plugin.contract("opens files only when its examples are read; load must open them all");
            }
            if (!identified && !Sha256.of(digested.getMessageDigest()).equals(sha256)) {
                throw plugin.contract("gives other examples each time they are read");
            }
        });
        if (identified) {
            checkUnchanged(sources, name);
            write(index, out -> out.write(Json.COMPACT.writeValueAsBytes(opened)));
        }
        return new Loaded(path, EncodedFile.open(path), false, inputs, sources.others());
    }

    /**
     * Opens the encoded data of an earlier run. Neither the plugin is called nor a source read, since the spec may come from anybody.
     *
     * @param inputs the SHA-256 of each file that the run read: those of its dataset, then others
     * @return empty if the cache doesn't hold the data
     * @throws org.bakeoff.spec.SpecException if the configuration names an environment variable that isn't set, or its secrets were
     *     redacted
     * @throws IOException if the cache can't be read
     */
    public Optional<EncodedFile> encoded(Spec.Chosen<Dataset<?>> dataset, List<String> inputs) throws IOException {
        requireSecrets(dataset);
        Path folder = cache.place(FOLDER);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        digest.update(key(dataset).getBytes(StandardCharsets.UTF_8));
        Optional<EncodedFile> found = Optional.empty();
        for (String input : inputs) {
            digest.update(("\n" + input).getBytes(StandardCharsets.UTF_8));
            Optional<EncodedFile> file = kept(folder.resolve(Sha256.soFar(digest) + ENCODED));
            found = file.isPresent() ? file : found;
        }
        return found;
    }

    private static void requireSecrets(Spec.Chosen<Dataset<?>> dataset) {
        List<SpecFault> faults = ConfigSecrets.unusable(dataset.config());
        if (!faults.isEmpty()) {
            throw new SpecException("the dataset", faults);
        }
    }

    /** Says where the copy of a URL is that a message is about: the server may give another file by now. */
    private BakeoffException withCopy(BakeoffException fault, List<Sources.Opened> opened) throws IOException {
        String message = String.valueOf(fault.getMessage());
        // The URL of another one may begin so.
        Optional<Sources.Opened> meant = opened.stream()
                .filter(one -> !one.download().isEmpty()
                        && message.contains(one.input().source()))
                .max(Comparator.comparingInt(one -> one.input().source().length()));
        if (fault.code() == ErrorCode.DATA_UNAVAILABLE && meant.isPresent()) {
            return new BakeoffException(
                    fault.code(),
                    fault.location(),
                    message,
                    "What was downloaded is kept as "
                            + cache.place(Downloads.FOLDER).resolve(meant.get().download())
                            + "; delete that to download it again.",
                    fault);
        }
        return fault;
    }

    private static void checkUnchanged(Sources sources, String dataset) {
        Optional<Path> changed = sources.changed();
        if (changed.isPresent()) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNAVAILABLE,
                    ErrorLocation.of(changed.get()),
                    changed.get() + " changed while the dataset '" + dataset + "' was read",
                    "Run again when nobody writes to it.");
        }
    }

    static void write(Path path, AtomicFile.Writer content) throws IOException {
        try {
            AtomicFile.write(path, content);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + " The variable " + CacheFolder.VARIABLE + " names another folder for the cache.",
                    e);
        }
    }

    private static Optional<Loaded> kept(
            Path folder, String key, Path index, Sources sources, Optional<SourceFingerprint> content) {
        Optional<List<SourceFingerprint>> unchanged = unchanged(index, sources, content);
        if (unchanged.isEmpty()) {
            return Optional.empty();
        }
        List<SourceFingerprint> inputs = unchanged.get();
        Path path = encoded(folder, key, inputs);
        return kept(path).map(file -> new Loaded(path, file, true, inputs, sources.others()));
    }

    /** Opens an encoded file; empty if it is missing or damaged. */
    static Optional<EncodedFile> kept(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(EncodedFile.open(path));
        } catch (IOException e) {
            LOG.warn("{}; it is made again", e.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the inputs, if the index lists them and none has changed. A damaged index counts as missing. */
    static Optional<List<SourceFingerprint>> unchanged(
            Path index, Sources sources, Optional<SourceFingerprint> content) {
        if (!Files.exists(index)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.COMPACT.readTree(RegularFiles.text(index, RegularFiles.LARGEST_TEXT));
            if (!json.isArray()) {
                return Optional.empty();
            }
            List<SourceFingerprint> inputs = new ArrayList<>();
            for (JsonNode one : json.values()) {
                JsonNode is = one.path("input");
                SourceFingerprint input = new SourceFingerprint(
                        is.path("source").asString(""),
                        is.path("sha256").asString(""),
                        is.path("bytes").asLong(-1));
                Optional<SourceFingerprint> now = input.source().equals(CONTENT)
                        ? content
                        : sources.fingerprint(
                                input.source(), one.path("download").asString(""));
                if (!now.equals(Optional.of(input))) {
                    return Optional.empty();
                }
                inputs.add(input);
            }
            // A list without inputs says nothing about what was read.
            return inputs.isEmpty() ? Optional.empty() : Optional.of(inputs);
        } catch (JacksonException | IOException | IllegalArgumentException e) {
            // The dataset opens the inputs next, and reports what can't be read.
            LOG.debug("the index {} is of no use", index, e);
            return Optional.empty();
        }
    }

    private static Path encoded(Path folder, String key, List<SourceFingerprint> inputs) {
        StringBuilder all = new StringBuilder(key);
        inputs.forEach(input -> all.append('\n').append(input.sha256()));
        return folder.resolve(Sha256.of(all.toString()) + ENCODED);
    }

    private String key(Spec.Chosen<Dataset<?>> dataset) throws IOException {
        Optional<ObjectNode> secret = ConfigSecrets.expanded(dataset.config());
        String all = String.join(
                "\n",
                dataset.plugin().name(),
                PluginCode.sha256(dataset.plugin().getClass())
                        + Objects.requireNonNullElse(InstanceFields.sha256(dataset.plugin()), ""),
                Long.toHexString(EncodedFile.MAGIC),
                secret.orElseGet(() -> Records.toJson(dataset.config())).toString());
        return secret.isPresent() ? cache.keyedHash(all) : Sha256.of(all);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> DataSplits load(
            PluginFaults faults, Dataset<C> plugin, Record config, DataContext context) {
        DataSplits splits = faults.called("its examples", () -> plugin.load((C) config, context));
        // What was assumed in reading is written to reports.
        return new DataSplits(
                splits.info(),
                splits.train(),
                splits.test(),
                splits.notes().stream().map(faults.secrets()::filtered).toList());
    }

    /** Returns the encoder of a plugin that hasn't loaded anything. */
    @SuppressWarnings("unchecked")
    private static <C extends Record> Optional<TextEncoder> encoder(
            PluginFaults faults, Dataset<C> plugin, Record config, DatasetInfo info) {
        return faults.called("its encoder", () -> ((Dataset<C>) PluginFaults.anew(plugin)).encoder((C) config, info));
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Optional<SourceFingerprint> content(
            PluginFaults faults, Dataset<C> plugin, Record config, DataContext context) {
        return faults.called("its fingerprint", () -> plugin.fingerprint((C) config, context))
                .map(fingerprint -> new SourceFingerprint(CONTENT, Sha256.of(fingerprint), 0));
    }
}
