package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Downloads of a file of random bytes into a cache of its own. */
abstract class DownloadHarness {

    static final String TAG = "ETag: \"v1\"";

    record Progress(String source, long done, long total) {}

    final byte[] content = new byte[300_000];
    final List<Progress> heard = new ArrayList<>();

    @TempDir
    Path folder;

    DownloadHarness() {
        new Random(1).nextBytes(content);
    }

    SourceFingerprint fetch(String url, @Nullable String sha256, int retries) throws IOException {
        return fetch(
                url,
                sha256,
                new NetworkLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), retries, Duration.ofMillis(1), 0.9));
    }

    SourceFingerprint fetch(String url, @Nullable String sha256, NetworkLimits limits) throws IOException {
        Downloads downloads = new Downloads(
                new CacheFolder(folder), limits, (source, done, total) -> heard.add(new Progress(source, done, total)));
        return downloads.fetch((Location.Remote) Location.of(url), sha256);
    }

    Path kept(String url) throws IOException {
        return new Downloads(new CacheFolder(folder), NetworkLimits.STANDARD, LoadingListener.NONE)
                .file((Location.Remote) Location.of(url));
    }

    void assertNothingIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("downloads"))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains(".part") || name.endsWith(".tmp"));
        }
    }
}
