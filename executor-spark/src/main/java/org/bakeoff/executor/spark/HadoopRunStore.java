package org.bakeoff.executor.spark;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.RemoteIterator;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.SecretFilter;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run directory on a file system of Hadoop: HDFS, an object store, or a disk that machines share. */
final class HadoopRunStore implements RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(HadoopRunStore.class);

    /** What keeps other runs out of the folder here, and of the place. */
    private static final Set<String> LOCKS = Set.of("run.lock", LeaseFile.NAME);

    /** How long the file system may take until it answers for the first time. Hadoop would try for a quarter of an hour. */
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(1);

    private final URI place;
    private final Path folder;
    private final FileSystem files;
    private final FileContext context;
    private final org.apache.hadoop.fs.Path root;

    /** The files that are stored, by name, as they were here then. */
    private final ConcurrentNavigableMap<String, State> stored = new ConcurrentSkipListMap<>();

    private record State(long bytes, long modified) {

        static State of(Path file) throws IOException {
            return new State(Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }
    }

    HadoopRunStore(URI place, Path folder, Configuration configuration) throws IOException {
        this(place, folder, configuration, FIRST_ANSWER);
    }

    /**
     * Opens a place.
     *
     * @param firstAnswer how long its file system may take until it answers
     * @throws IOException if it doesn't, or can't be used; the message is for the user
     */
    HadoopRunStore(URI place, Path folder, Configuration configuration, Duration firstAnswer) throws IOException {
        this.place = place;
        this.folder = folder;
        org.apache.hadoop.fs.Path given = new org.apache.hadoop.fs.Path(place);
        try {
            files = answered(given, configuration, firstAnswer);
            root = isOnDisk()
                    ? new org.apache.hadoop.fs.Path(real(onDisk(given)).toUri())
                    : given;
            context = FileContext.getFileContext(place, configuration);
        } catch (IOException | RuntimeException e) {
            throw fault(
                    "can't be used",
                    new IOException(
                            TrialJob.reason(e) + ". Check the address, and that this machine reaches the server in it.",
                            e));
        }
        // No checksum files beside ours: Bakeoff's files have their own.
        files.setWriteChecksum(false);
    }

    /** Returns the file system of a place after it has answered a question. */
    private static FileSystem answered(
            org.apache.hadoop.fs.Path place, Configuration configuration, Duration firstAnswer) throws IOException {
        FutureTask<FileSystem> question = new FutureTask<>(() -> {
            FileSystem files = place.getFileSystem(configuration);
            files.exists(place);
            return files;
        });
        Thread asking = new Thread(question, "first question to the run directory");
        asking.setDaemon(true);
        asking.start();
        try {
            return question.get(firstAnswer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason
                    ? reason
                    : new IOException(TrialJob.reason(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("it gave no answer within " + firstAnswer.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for its answer", e);
        } finally {
            question.cancel(true);
        }
    }

    @Override
    public LeaseFile lease() throws IOException {
        if (isOnDisk()) {
            // Hadoop looks first and creates then, between which another run can do the same.
            return LeaseFile.in(Files.createDirectories(onDisk("")));
        }
        return new HadoopLeaseFile(files, remote(LeaseFile.NAME));
    }

    private boolean isOnDisk() {
        return files.getUri().getScheme().equals("file");
    }

    private Path onDisk(org.apache.hadoop.fs.Path path) {
        return Path.of(files.makeQualified(path).toUri().getPath());
    }

    private Path onDisk(String name) {
        return onDisk(root).resolve(name);
    }

    /** Follows the links of a path as far as it exists. Whatever becomes a link later isn't followed. */
    private static Path real(Path path) throws IOException {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null
                ? path.toRealPath()
                : real(parent).resolve(path.getFileName());
    }

    @Override
    public void fetch(List<String> names) throws IOException {
        RecursiveDeletion.of(
                folder,
                file -> file.equals(folder)
                        || LOCKS.contains(folder.relativize(file).toString()));
        try {
            for (String name : names) {
                fetchTop(name);
            }
        } catch (IOException e) {
            throw fault("can't be read", e);
        }
    }

    private void fetchTop(String name) throws IOException {
        checkLinks(name);
        org.apache.hadoop.fs.Path from = isHalfReplaced(name) ? beside(name) : remote(name);
        FileStatus status;
        try {
            status = files.getFileStatus(from);
        } catch (FileNotFoundException e) {
            return;
        }
        if (status.isDirectory()) {
            RegularFiles.makeFolder(folder, name);
        } else if (status.getLen() > RegularFiles.LARGEST_TEXT) {
            throw new IOException(name + " has " + status.getLen() + " bytes, so no run wrote it");
        } else {
            fetch(name, status.getPath());
        }
    }

    /** Hadoop would follow links, also in a circle. */
    private void checkLinks(String name) throws IOException {
        if (isOnDisk()) {
            RegularFiles.check(onDisk(name));
        }
    }

    @Override
    public void fetchFolder(String name) throws IOException {
        try {
            checkLinks(name);
            if (!files.exists(remote(name))) {
                return;
            }
            // An address may end in a slash.
            String base = files.makeQualified(root).toUri().getPath().replaceFirst("/+$", "");
            RemoteIterator<LocatedFileStatus> all = files.listFiles(remote(name), true);
            while (all.hasNext()) {
                LocatedFileStatus status = all.next();
                String found = status.getPath().toUri().getPath().substring(base.length() + 1);
                String whole = found.endsWith(AtomicFile.UNFINISHED)
                        ? found.substring(0, found.length() - AtomicFile.UNFINISHED.length())
                        : found;
                if (!whole.equals(found) && TrialFolder.isOwn(withinTrial(whole))) {
                    // A result comes after all else: without it the trial resumes from its checkpoint.
                    if (!whole.endsWith(Executor.RESULT) && isHalfReplaced(whole) && isOfATrial(whole, status)) {
                        fetch(whole, status.getPath());
                    } else {
                        // A run that was killed, or found no space, left it.
                        files.delete(writable(found), false);
                    }
                } else if (isOfATrial(found, status)) {
                    fetch(found, status.getPath());
                }
            }
        } catch (IOException e) {
            throw fault("can't be read", e);
        }
    }

    /**
     * Returns whether a run was killed while it replaced a file, so that the new one lies beside its place. But for a disk and HDFS, file
     * systems of Hadoop delete the one before, and then rename the new one, which object stores do by a copy.
     */
    private boolean isHalfReplaced(String name) throws IOException {
        return !isOnDisk()
                && !files.getUri().getScheme().equals("hdfs")
                && !files.exists(remote(name))
                && files.exists(beside(name));
    }

    /** Returns what follows the folder of a trial in the name of a file. */
    private static String withinTrial(String name) {
        return name.replaceFirst("[^/]*/[^/]*/", "");
    }

    /** Returns whether a trial can have written a file; others, of whatever size, stay where they are. */
    private boolean isOfATrial(String name, FileStatus status) throws IOException {
        String own = withinTrial(name);
        if (!TrialFolder.isOwn(own)) {
            return false;
        }
        boolean possible = TrialFolder.isPossible(own, status.getLen())
                || (isOnDisk() && TrialFolder.isWhole(onDisk(name)))
                || (!isOnDisk() && TrialFolder.isOfWeights(own));
        if (!possible) {
            LOG.warn("{} has {} bytes, so no trial wrote it; that trial is run again", name, status.getLen());
        }
        return possible;
    }

    private void fetch(String name, org.apache.hadoop.fs.Path from) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("it contains a file with the name " + name);
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = files.open(from);
                OutputStream out = RegularFiles.create(file)) {
            in.transferTo(out);
        }
        if (from.getName().equals(remote(name).getName())) {
            stored.put(name, State.of(file));
        }
    }

    @Override
    public void save(Path below) throws IOException {
        if (!RegularFiles.isFolder(below)) {
            throw fault(
                    "can't be written to",
                    new IOException("its copy " + below + " was deleted; what is stored is left as it is"));
        }
        String prefix = prefix(below);
        // In the order of their names, so that a checkpoint is read before its history, which only gets longer.
        List<String> here = FileChunks.names(below).stream()
                .map(name -> prefix + name)
                .filter(name -> !LOCKS.contains(name))
                .toList();
        try {
            Map<String, State> arrived = new LinkedHashMap<>();
            for (String name : here) {
                sendIfNew(name, arrived);
            }
            // A checkpoint is there once its history is, and the result last, as when a trial writes it. Of a new
            // run data.json is first, which shows that it is one.
            for (String name : arrived.keySet().stream()
                    .sorted(Comparator.comparing((String name) -> name.endsWith(Executor.RESULT))
                            .thenComparing(name -> name.contains(DriverClient.CHECKPOINT + "/")))
                    .toList()) {
                replace(name);
                stored.put(name, Objects.requireNonNull(arrived.get(name)));
            }
        } catch (IOException e) {
            throw fault("can't be written to", e);
        }
    }

    /** Puts what was stored beside a file in its place. */
    private void replace(String name) throws IOException {
        org.apache.hadoop.fs.Path target = writable(name);
        if (isOnDisk()) {
            // Hadoop deletes the file first.
            RegularFiles.move(onDisk(beside(name)), onDisk(target));
        } else {
            context.rename(beside(name), target, Options.Rename.OVERWRITE);
        }
    }

    @Override
    public void removeMissing(Path below) throws IOException {
        String prefix = prefix(below);
        try {
            // Trials first, and data.json, which shows whose they are, after them.
            for (String name : List.copyOf(
                    stored.subMap(prefix, prefix + Character.MAX_VALUE).descendingKeySet())) {
                if (Files.notExists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    files.delete(writable(name), false);
                    stored.remove(name);
                }
            }
        } catch (IOException e) {
            throw fault("can't be written to", e);
        }
    }

    /** Returns what the names of all files below a folder begin with. */
    private String prefix(Path below) {
        return below.equals(folder) ? "" : folder.relativize(below).toString().replace(File.separatorChar, '/') + "/";
    }

    /** Copies a file beside its target, if it isn't as it was. */
    private void sendIfNew(String name, Map<String, State> arrived) throws IOException {
        try {
            State state = State.of(folder.resolve(name));
            if (!state.equals(stored.get(name))) {
                writable(name);
                if (isOnDisk()) {
                    // Hadoop would write through a link of that name, or wait for who reads from a pipe.
                    Files.deleteIfExists(onDisk(name + AtomicFile.UNFINISHED));
                }
                try (InputStream in = RegularFiles.read(folder.resolve(name));
                        OutputStream out = files.create(beside(name), true)) {
                    in.transferTo(out);
                }
                arrived.put(name, state);
            }
        } catch (NoSuchFileException e) {
            // It was deleted meanwhile; the next call notices that.
            LOG.debug("{} is gone", name, e);
        }
    }

    private org.apache.hadoop.fs.Path remote(String name) {
        return new org.apache.hadoop.fs.Path(root, name);
    }

    /** Returns where a file is, before it is written or deleted: on a disk, somebody may have put a link on the way meanwhile. */
    private org.apache.hadoop.fs.Path writable(String name) throws IOException {
        if (isOnDisk()) {
            RegularFiles.requireNoLinks(onDisk(root));
            RegularFiles.within(onDisk(root), name);
        }
        return remote(name);
    }

    private org.apache.hadoop.fs.Path beside(String name) {
        return remote(name).suffix(AtomicFile.UNFINISHED);
    }

    private IOException fault(String what, Exception reason) {
        // Hadoop quotes the address, too, in messages and their causes.
        SecretFilter secrets = new SecretFilter().add(place.toString());
        return new IOException(
                secrets.filtered("The run directory " + place + " " + what + ": " + TrialJob.reason(reason)),
                secrets.filtered(reason));
    }
}
