package org.bakeoff.executor.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.RemoteIterator;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.SecretFilter;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run directory on a file system of Hadoop: HDFS, an object store, or a disk that machines share. */
final class HadoopRunStore implements RunStore {

    private static final Logger LOG = LoggerFactory.getLogger(HadoopRunStore.class);

    /** What keeps other runs out of the folder here, and of the place. */
    private static final Set<String> LOCKS = Set.of("run.lock", LeaseFile.NAME);

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
        this.place = place;
        this.folder = folder;
        this.root = new org.apache.hadoop.fs.Path(place);
        try {
            files = root.getFileSystem(configuration);
            context = FileContext.getFileContext(place, configuration);
        } catch (IOException | RuntimeException e) {
            throw fault("can't be used", e);
        }
        // No checksum files beside ours: Bakeoff's files have their own.
        files.setWriteChecksum(false);
    }

    @Override
    public LeaseFile lease() throws IOException {
        if (files.getUri().getScheme().equals("file")) {
            // Hadoop looks first and creates then, between which another run can do the same.
            Path shared = Path.of(files.makeQualified(root).toUri().getPath());
            return LeaseFile.in(Files.createDirectories(shared));
        }
        return new HadoopLeaseFile(files, new org.apache.hadoop.fs.Path(root, LeaseFile.NAME));
    }

    @Override
    public void fetch() throws IOException {
        RecursiveDeletion.of(
                folder,
                file -> file.equals(folder)
                        || LOCKS.contains(folder.relativize(file).toString()));
        try {
            if (!files.exists(root)) {
                return;
            }
            // An address may end in a slash.
            String base = files.makeQualified(root).toUri().getPath().replaceFirst("/+$", "");
            RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
            while (all.hasNext()) {
                LocatedFileStatus status = all.next();
                String name = status.getPath().toUri().getPath().substring(base.length() + 1);
                if (AtomicFile.isTemporary(Path.of(name))) {
                    // A run that was killed, or found no space, left it.
                    files.delete(status.getPath(), false);
                } else if (!LOCKS.contains(name) && !status.getPath().getName().startsWith(".")) {
                    fetch(name, status.getPath());
                }
            }
        } catch (IOException e) {
            throw fault("can't be read", e);
        }
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
        stored.put(name, State.of(file));
    }

    @Override
    public void save(Path below) throws IOException {
        String prefix =
                below.equals(folder) ? "" : folder.relativize(below).toString().replace('\\', '/') + "/";
        // In the order of their names, so that a checkpoint is read before its history, which only gets longer.
        Set<String> here = new TreeSet<>();
        if (Files.isDirectory(below)) {
            FileChunks.names(below).stream()
                    .map(name -> prefix + name)
                    .filter(name -> !LOCKS.contains(name))
                    .forEach(here::add);
        }
        try {
            Map<String, State> arrived = new HashMap<>();
            for (String name : here) {
                sendIfNew(name, arrived);
            }
            // A checkpoint is there once its history is, and the result last, as when a trial writes it.
            for (String name : arrived.keySet().stream()
                    .sorted(Comparator.comparing((String name) -> name.endsWith(Executor.RESULT))
                            .thenComparing(name -> name.contains(DriverClient.CHECKPOINT + "/")))
                    .toList()) {
                context.rename(beside(name), remote(name), Options.Rename.OVERWRITE);
                stored.put(name, Objects.requireNonNull(arrived.get(name)));
            }
            for (String name : List.copyOf(
                    stored.subMap(prefix, prefix + Character.MAX_VALUE).keySet())) {
                if (!here.contains(name)) {
                    files.delete(remote(name), false);
                    stored.remove(name);
                }
            }
        } catch (IOException e) {
            throw fault("can't be written to", e);
        }
    }

    /** Copies a file beside its target, if it isn't as it was. */
    private void sendIfNew(String name, Map<String, State> arrived) throws IOException {
        try {
            State state = State.of(folder.resolve(name));
            if (!state.equals(stored.get(name))) {
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

    private org.apache.hadoop.fs.Path beside(String name) {
        return remote(name).suffix(".tmp");
    }

    private IOException fault(String what, Exception reason) {
        // Hadoop quotes the address, too, in messages and their causes.
        SecretFilter secrets = new SecretFilter().add(place.toString());
        return new IOException(
                secrets.filtered("The run directory " + place + " " + what + ": " + reason.getMessage()),
                secrets.filtered(reason));
    }
}
