package org.bakeoff.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bakeoff.io.FileMutex;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads files into the folder {@code downloads} of the cache. A file appears there only once it is complete and has
 * the SHA-256 that was asked for; an interrupted download is resumed.
 */
record Downloads(CacheFolder cache, NetworkLimits limits, LoadingListener listener) {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    static final String FOLDER = "downloads";

    /** Returns where the file is kept once it has been downloaded, under a name that is unique to the URL. */
    Path file(Location.Remote remote) throws IOException {
        String url = remote.uri().toString();
        String hash = remote.isSecret() ? cache.keyedHash(url) : Sha256.of(url);
        return cache.place(FOLDER).resolve(hash + "-" + remote.suffix());
    }

    /** Returns the fingerprint of the downloaded file, if there is one. */
    Optional<SourceFingerprint> kept(Location.Remote remote) throws IOException {
        return kept(remote.source(), String.valueOf(file(remote).getFileName()));
    }

    /** Returns the fingerprint of a downloaded file, known as {@code source}, if there is one of that name. */
    Optional<SourceFingerprint> kept(String source, String name) throws IOException {
        Path folder = cache.place(FOLDER);
        Path file = folder.resolve(name).normalize();
        return folder.equals(file.getParent()) && RegularFiles.isFile(file) && Files.size(file) > 0
                ? Optional.of(SourceFingerprint.of(source, file))
                : Optional.empty();
    }

    /**
     * Downloads a file, unless the cache has it with this SHA-256.
     *
     * @param sha256 in lowercase, or null to accept any
     */
    SourceFingerprint fetch(Location.Remote remote, @Nullable String sha256) throws IOException {
        cache.folder(FOLDER);
        Path file = file(remote);
        return FileMutex.holding(file.resolveSibling(file.getFileName() + ".lock"), () -> {
            Optional<SourceFingerprint> kept = kept(remote);
            if (kept.isPresent() && (sha256 == null || kept.get().sha256().equals(sha256))) {
                return kept.get();
            }
            PartialDownload part = new PartialDownload(file);
            transfer(remote, part);
            SourceFingerprint input = SourceFingerprint.of(remote.source(), part.path());
            if (sha256 != null && !input.sha256().equals(sha256)) {
                part.discard();
                throw new IOException(input.mismatch(sha256) + " What was downloaded is deleted.");
            }
            if (input.bytes() == 0) {
                part.discard();
                throw new IOException(
                        remote.source() + " gave an empty file, which isn't kept. Check the URL, and run again.");
            }
            part.complete();
            return input;
        });
    }

    private void transfer(Location.Remote remote, PartialDownload part) throws IOException {
        Transfer transfer = new Transfer(remote, part, new HttpConnection(remote, limits), limits.unknown(), listener);
        for (int attempt = 0; ; attempt++) {
            try {
                transfer.run();
                return;
            } catch (HttpConnection.BrokenException e) {
                if (attempt == limits.retries()) {
                    throw new IOException(
                            remote.source() + ": the connection broke " + (attempt + 1) + " times, with " + part.size()
                                    + " bytes here (" + e.getMessage() + "). Run again to "
                                    + (part.validator().isPresent() ? "resume from there." : "start over."),
                            e);
                }
                LOG.info("{}: the connection broke ({}); trying again", remote.source(), e.getMessage());
                pause(attempt);
            }
        }
    }

    private void pause(int attempt) throws InterruptedIOException {
        try {
            Thread.sleep(limits.pause().toMillis() << attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
