package org.bakeoff.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SHA-256 of a jar with natives, which are so large that it is kept: a jar of the same path, size and time is not read again.
 */
final class JarChecksum {

    private static final Logger LOG = LoggerFactory.getLogger(JarChecksum.class);
    private static final int LARGEST_RECORD = 1 << 13;
    private static final int DIGITS = 64;

    private JarChecksum() {}

    /**
     * Returns the SHA-256 of a jar.
     *
     * @param folder where it is kept, if it can be
     */
    static String of(Path jar, Path folder) throws IOException {
        Path file = jar.toRealPath();
        String seal =
                " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis() + " " + file + "\n";
        Path record = folder.resolve(file.getFileName() + ".sha256");
        if (RegularFiles.isFile(record) && Files.size(record) < LARGEST_RECORD) {
            String known = RegularFiles.text(record, LARGEST_RECORD);
            if (known.length() == DIGITS + seal.length() && known.endsWith(seal)) {
                return known.substring(0, DIGITS);
            }
        }
        String sha256 = Sha256.of(file);
        try {
            AtomicFile.write(record, sha256 + seal);
        } catch (IOException e) {
            LOG.debug("{} can't be written", record, e);
        }
        return sha256;
    }
}
