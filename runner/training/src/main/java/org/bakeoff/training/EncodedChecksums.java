package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;

/**
 * The checksums of files of encoded data as they were when they were first asked for, just after they were checked. What becomes of a
 * file in the cache afterwards says nothing about the trials that have ended.
 */
final class EncodedChecksums {

    private final Map<Path, String> known = new ConcurrentHashMap<>();

    /**
     * Returns the checksum of a file.
     *
     * @throws BakeoffException if it can't be read the first time
     */
    String of(Path encoded) {
        return known.computeIfAbsent(encoded, EncodedChecksums::read);
    }

    private static String read(Path encoded) {
        try {
            return EncodedFile.checksum(encoded);
        } catch (IOException e) {
            Cancellation.check(e);
            throw BakeoffException.of(
                    ErrorCode.DATA_UNAVAILABLE,
                    encoded,
                    "Can't read the encoded dataset " + encoded,
                    "Give the same command again, which makes it anew.",
                    e);
        }
    }
}
