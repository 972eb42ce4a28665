package org.bakeoff.executor.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateFileOptionKeys;
import org.apache.hadoop.fs.Path;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.SecretFilter;

/**
 * A lease on a file system of Hadoop. HDFS creates a file for one of several that try at once. So does an object store that
 * knows conditional requests, as Amazon's does; on another one two might, and find out at their next renewal.
 */
record HadoopLeaseFile(FileSystem files, Path file) implements LeaseFile {

    /** A lease is renewed much more seldom than it takes to read it. */
    private static final int TRIES = 5;

    @Override
    public boolean create(String text) throws IOException {
        try {
            FSDataOutputStreamBuilder<?, ?> creation = files.createFile(file);
            creation.overwrite(false);
            creation.recursive();
            creation.opt(CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
            write(creation.build(), text);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            // Each object store has an exception of its own for a condition that didn't hold.
            Optional<String> found = read();
            if (found.isEmpty()) {
                throw unusable(e);
            }
            return found.get().equals(text);
        }
    }

    @Override
    public Optional<String> read() throws IOException {
        for (int tries = 1; true; tries++) {
            try (InputStream in = files.open(file)) {
                return Optional.of(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8));
            } catch (FileNotFoundException e) {
                return Optional.empty();
            } catch (IOException e) {
                // An object store gives nothing of a file that was replaced after it was opened.
                if (tries == TRIES) {
                    throw unusable(e);
                }
            }
        }
    }

    /** Says in a line why the lease can't be used: messages of Hadoop's servers go on with their stack traces. */
    private IOException unusable(IOException reason) {
        // Hadoop quotes the address, too.
        SecretFilter secrets = new SecretFilter().add(file.toString());
        return new IOException(
                secrets.filtered("The run directory " + file.getParent() + " can't be used: " + TrialJob.reason(reason)
                        + ". Check that you may write there."),
                secrets.filtered(reason));
    }

    @Override
    public void replace(String text) throws IOException {
        write(files.create(file, true), text);
    }

    private static void write(OutputStream stream, String text) throws IOException {
        try (OutputStream out = stream) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void delete() throws IOException {
        files.delete(file, false);
    }
}
