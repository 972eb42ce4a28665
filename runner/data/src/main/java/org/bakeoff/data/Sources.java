package org.bakeoff.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bakeoff.api.DataContext;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.VariableText;
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
    private final Map<String, Opened> opened = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<Path> files = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean named;
    private final Map<String, SourceState> states = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * Holds what was opened.
     *
     * @param input what it contains
     * @param download the name of its file among the downloads; empty for a file or folder of this machine
     */
    record Opened(SourceFingerprint input, String download) {

        private Opened named(String source) {
            return new Opened(new SourceFingerprint(source, input.sha256(), input.bytes()), download);
        }
    }

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
        if (location instanceof Location.Remote remote) {
            Path path = downloads.file(remote);
            SourceFingerprint input = download(remote, expected);
            states.putIfAbsent(path.toString(), SourceState.of(path));
            opened.put(source, new Opened(input, String.valueOf(path.getFileName())));
            return path;
        }
        Location.Local local = (Location.Local) location;
        opened.put(source, new Opened(local(Redaction.value(source), local, expected), ""));
        return local.path();
    }

    @Override
    public String expand(String text) throws IOException {
        return new VariableText(text).expanded();
    }

    @Override
    public List<Path> openAll(String pattern) throws IOException {
        FilePattern files = FilePattern.of(expand(pattern));
        List<Path> found = files.find();
        if (found.isEmpty()) {
            throw new IOException("No file matches " + pattern + "; there is "
                    + (Files.isDirectory(files.root()) ? "nothing like that in " : "no folder ") + files.root() + ".");
        }
        states.putIfAbsent(pattern, SourceState.of(files.root(), files::find));
        opened.put(pattern, new Opened(SourceFingerprint.of(pattern, files.root(), found), ""));
        return found;
    }

    @Override
    public void reads(Collection<Path> others) {
        // Found out later, it would be nobody's fault.
        others.forEach(Objects::requireNonNull);
        files.addAll(others);
        named = true;
    }

    /** Returns the files and folders that the dataset says that it reads, besides the sources; empty if it says nothing. */
    Optional<Set<Path>> others() {
        synchronized (files) {
            return named ? Optional.of(Set.copyOf(files)) : Optional.empty();
        }
    }

    /** Returns the file or folder of a source that was written to since it was opened; empty if none was. */
    public Optional<Path> changed() {
        synchronized (states) {
            return states.values().stream()
                    .filter(SourceState::changed)
                    .map(SourceState::place)
                    .findFirst();
        }
    }

    /**
     * Returns the sources that were opened, each once, in the order of their first opening, without their secrets. Those that then
     * look the same are numbered.
     */
    public List<SourceFingerprint> inputs() {
        return opened().stream().map(Opened::input).toList();
    }

    List<Opened> opened() {
        Map<String, Opened> named = new LinkedHashMap<>();
        synchronized (opened) {
            for (Opened one : opened.values()) {
                String name = one.input().source();
                for (int number = 2; named.containsKey(name); number++) {
                    name = one.input().source() + " (" + number + ")";
                }
                named.put(name, one.named(name));
            }
        }
        return List.copyOf(named.values());
    }

    /**
     * Returns what a source contains now: the file or folder itself, or the cache's copy of a URL. Downloads and records
     * nothing.
     *
     * @param download the name of the file among the downloads; empty for a file or folder of this machine
     * @return empty if there is no such file or folder, or the URL isn't in the cache
     * @throws IOException if it exists but can't be read
     */
    Optional<SourceFingerprint> fingerprint(String source, String download) throws IOException {
        if (!download.isEmpty()) {
            return downloads.kept(source, download);
        }
        return now(source);
    }

    /**
     * Returns what a file, a folder or the files of a pattern contain now.
     *
     * @return empty if there is no such file or folder, or the source is a URL
     * @throws IOException if it exists but can't be read
     */
    public static Optional<SourceFingerprint> now(String source) throws IOException {
        if (isShortened(source) || !(Location.of(source) instanceof Location.Local local)) {
            return Optional.empty();
        }
        String expanded = new VariableText(source).expanded();
        if (!Files.exists(local.path()) && FilePattern.isOne(expanded)) {
            FilePattern files = FilePattern.of(expanded);
            List<Path> found = files.find();
            return found.isEmpty() ? Optional.empty() : Optional.of(SourceFingerprint.of(source, files.root(), found));
        }
        return Files.exists(local.path()) ? Optional.of(read(source, local.path())) : Optional.empty();
    }

    /** Returns whether a source has a mark for its secrets, so that it can't be opened; several that look the same are numbered besides. */
    private static boolean isShortened(String source) {
        return source.contains(Redaction.MARK);
    }

    /** Returns the file or folder that a source is, or the files that match it; none for a URL, and for what isn't there. */
    public static List<Path> places(String source) throws IOException {
        boolean unknown =
                isShortened(source) || new VariableText(source).fault().isPresent();
        if (unknown || source.equals(DataLoader.CONTENT) || !(Location.of(source) instanceof Location.Local local)) {
            return List.of();
        }
        if (Files.exists(local.path())) {
            return List.of(local.path());
        }
        String pattern = new VariableText(source).expanded();
        return FilePattern.isOne(pattern) ? FilePattern.of(pattern).find() : List.of();
    }

    /**
     * Returns whether a file that is to be written would be read as a part of a source: it lies in a folder, or matches a pattern.
     *
     * @param file without links
     * @param hidden whether hidden files match a pattern, as in a query of DuckDB
     */
    public static boolean takes(String source, Path file, boolean hidden) throws IOException {
        VariableText text = new VariableText(source);
        if (isShortened(source)
                || text.fault().isPresent()
                || source.equals(DataLoader.CONTENT)
                || !(Location.of(source) instanceof Location.Local local)) {
            return false;
        }
        if (Files.exists(local.path())) {
            return Files.isDirectory(local.path())
                    && file.startsWith(local.path().toRealPath());
        }
        // What is read of it is asked elsewhere: not all readers follow links, so that some may lead back.
        return FilePattern.isOne(text.expanded())
                && FilePattern.of(text.expanded(), hidden).wouldMatch(file);
    }

    /** Reads a file or folder. A folder is identified by the files in it, so that no link may lead out of it. */
    private static SourceFingerprint read(String source, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            RegularFiles.checkInside(path);
        }
        return SourceFingerprint.of(source, path);
    }

    /** Returns the SHA-256 that a user gave, if any, in lowercase. */
    private static @Nullable String given(@Nullable String sha256) throws IOException {
        if (sha256 == null) {
            return null;
        }
        String trimmed = sha256.strip();
        if (!SHA256.matcher(trimmed).matches()) {
            throw new IOException("A SHA-256 has 64 hexadecimal digits, but \"" + sha256
                    + "\" was given. `sha256sum FILE` prints that of a file.");
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

    private SourceFingerprint local(String source, Location.Local local, @Nullable String sha256) throws IOException {
        Path path = local.path();
        if (!Files.exists(path)) {
            String near = NearestName.beside(path, "", Files::exists)
                    .map(other -> "; did you mean '" + other.getFileName() + "'?")
                    .orElse(".");
            throw new IOException("There is no file or folder " + source + near + local.remark());
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
        states.putIfAbsent(path.toString(), SourceState.of(path));
        SourceFingerprint input = read(source, path);
        if (sha256 != null && !input.sha256().equals(sha256)) {
            throw new IOException(input.mismatch(sha256));
        }
        return input;
    }
}
