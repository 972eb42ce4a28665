package org.bakeoff.executor.spark;

import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** This machine's disk as a file system that replaces a file in several steps, as object stores do. */
public final class CopyingFileSystem extends RawLocalFileSystem {

    static final String SCHEME = "copying";

    /** Nothing may be written to a folder of this name. */
    static final String FORBIDDEN = "forbidden";

    /** Makes Hadoop know it. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass(
                "fs." + SCHEME + ".impl", CopyingFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        configuration.setClass(
                "fs.AbstractFileSystem." + SCHEME + ".impl",
                Context.class,
                org.apache.hadoop.fs.AbstractFileSystem.class);
        return configuration;
    }

    static URI place(java.nio.file.Path folder) {
        return URI.create(SCHEME + "://" + folder.toUri().getPath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    /** Without permissions, which Hadoop looks for at {@code file://} alone. */
    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Stream.of(super.listStatus(folder))
                .map(one ->
                        new FileStatus(one.getLen(), one.isDirectory(), 1, 1, one.getModificationTime(), one.getPath()))
                .toArray(FileStatus[]::new);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        if (file.getParent().getName().equals(FORBIDDEN)) {
            throw new AccessControlException(
                    "Permission denied: user=bob\n\tat server.Checker.check(Checker.java:663)");
        }
        return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    /** The same for Hadoop's newer interface. */
    public static final class Context extends DelegateToFileSystem {

        Context(URI uri, Configuration configuration) throws Exception {
            super(uri, new CopyingFileSystem(), configuration, SCHEME, false);
        }
    }
}
