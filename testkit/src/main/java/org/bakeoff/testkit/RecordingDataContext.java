package org.bakeoff.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bakeoff.api.DataContext;
import org.jspecify.annotations.Nullable;

/** Records what a dataset opens, and the local path of each source. */
final class RecordingDataContext implements DataContext {

    private final DataContext context;
    private final Map<String, Path> paths = new LinkedHashMap<>();

    RecordingDataContext(DataContext context) {
        this.context = context;
    }

    @Override
    public Path open(String source, @Nullable String sha256) throws IOException {
        Path path = context.open(source, sha256);
        paths.put(source, path);
        return path;
    }

    /** Returns the paths of all sources that were opened, by source. */
    Map<String, Path> paths() {
        return paths;
    }
}
