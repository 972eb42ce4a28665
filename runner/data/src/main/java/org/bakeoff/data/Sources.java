package org.bakeoff.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bakeoff.api.DataContext;
import org.jspecify.annotations.Nullable;

/**
 * Opens the sources of a dataset and records them. A path, or a {@code file} URL, is opened where it is; an {@code http} or
 * {@code https} URL is downloaded into the cache once and opened there from then on.
 *
 * <p>Used for one loading of one dataset. Thread-safe.
 */
public final class Sources implements DataContext {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Downloads downloads;
    private final boolean offline;
    private final Map<String, SourceFingerprint> inputs = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * Opens sources for one dataset.
     *
     * @param cache where downloads are kept
     * @param offline whether only URLs that were downloaded before may be opened
     * @param listener receives the progress of downloads
     */
    public Sources(CacheFolder cache, boolean offline, LoadingListener listener) {
        this(new Downloads(cache, NetworkLimits.STANDARD, listener), offline);
    }

    Sources(Downloads downloads, boolean offline) {
        this.downloads = downloads;
        this.offline = offline;
    }

    @Override
    public Path open(String source, @Nullable String sha256) throws IOException {
        String expected = given(sha256);
        Location location = Location.of(source);
        Path path;
        SourceFingerprint input;
        if (location instanceof Location.Remote remote) {
            path = downloads.file(remote);
            input = download(remote, expected);
        } else {
            Location.Local local = (Location.Local) location;
            path = local.path();
            input = local(source, local, expected);
        }
        inputs.put(source, input);
        return path;
    }

    @Override
    public List<Path> openAll(String pattern) throws IOException {
        FilePattern files = FilePattern.of(pattern);
        List<Path> found = files.find();
        if (found.isEmpty()) {
            throw new IOException("No file matches " + pattern + "; there is "
                    + (Files.isDirectory(files.root()) ? "nothing like that in " : "no folder ") + files.root() + ".");
        }
        inputs.put(pattern, SourceFingerprint.of(pattern, files.root(), found));
        return found;
    }

    /** Returns the sources that were opened, each once, in the order of their first opening. */
    public List<SourceFingerprint> inputs() {
        synchronized (inputs) {
            return List.copyOf(inputs.values());
        }
    }

    /**
     * Returns what a source contains now: the file or folder itself, or the cache's copy of a URL. Downloads and records
     * nothing.
     *
     * @return empty if there is no such file or folder, or the URL isn't in the cache
     * @throws IOException if it exists but can't be read
     */
    public Optional<SourceFingerprint> fingerprint(String source) throws IOException {
        Location location = Location.of(source);
        if (location instanceof Location.Remote remote) {
            return downloads.kept(remote);
        }
        Path path = ((Location.Local) location).path();
        if (!Files.exists(path) && FilePattern.isOne(source)) {
            FilePattern files = FilePattern.of(source);
            List<Path> found = files.find();
            return found.isEmpty() ? Optional.empty() : Optional.of(SourceFingerprint.of(source, files.root(), found));
        }
        return Files.exists(path) ? Optional.of(SourceFingerprint.of(source, path)) : Optional.empty();
    }

    /** Returns the SHA-256 that a user gave, if any, in lowercase. */
    private static @Nullable String given(@Nullable String sha256) throws IOException {
        if (sha256 == null) {
            return null;
        }
        String trimmed = sha256.strip();
        if (!SHA256.matcher(trimmed).matches()) {
            throw new IOException("A SHA-256 has 64 hexadecimal digits, but \"" + sha256
                    + "\" was given. `sha256sum FILE` tells that of a file.");
        }
        return trimmed.toLowerCase(Locale.ROOT);
    }

    private SourceFingerprint download(Location.Remote remote, @Nullable String sha256) throws IOException {
        // The cache may be read-only and filled by somebody else: look before anything is locked.
        Optional<SourceFingerprint> kept = downloads.kept(remote);
        if (kept.isPresent() && (sha256 == null || kept.get().sha256().equals(sha256))) {
            return kept.get();
        }
        if (!offline) {
            return downloads.fetch(remote, sha256);
        }
        String remedy = " Run once without --offline, or give a local file as the source.";
        if (kept.isPresent() && sha256 != null) {
            throw new IOException(kept.get().mismatch(sha256) + " It is kept as " + downloads.file(remote)
                    + ", and --offline forbids downloading it again." + remedy);
        }
        throw new IOException(
                remote.source() + " was not downloaded before, and --offline forbids doing so now." + remedy);
    }

    private static SourceFingerprint local(String source, Location.Local local, @Nullable String sha256)
            throws IOException {
        Path path = local.path();
        if (!Files.exists(path)) {
            throw new IOException("There is no file or folder " + source + "." + local.remark());
        }
        if (!Files.isDirectory(path) && !Files.isRegularFile(path)) {
            // It may never end, and what is read here is lost to the dataset.
            throw new IOException(
                    path + " is no file or folder but a pipe, a device or the like; write what it gives to"
                            + " a file, and name that.");
        }
        if (sha256 != null && Files.isDirectory(path)) {
            throw new IOException(path + " is a folder, but a SHA-256 can only be given for a file. Leave it out, or"
                    + " give the file.");
        }
        SourceFingerprint input = SourceFingerprint.of(source, path);
        if (sha256 != null && !input.sha256().equals(sha256)) {
            throw new IOException(input.mismatch(sha256));
        }
        return input;
    }
}
