package org.bakeoff.executor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.training.executor.ExecutorOptions;

/** Lets Spark distribute what trials need: Bakeoff's jars and the plugins at once, the data when it is known. */
final class ResourceUploader implements AutoCloseable {

    private final JavaSparkContext spark;
    private final ExecutorOptions options;
    private final Path packed;
    private final Set<String> names = new HashSet<>();
    private final List<String> classPath = new ArrayList<>();
    private final List<String> plugins = new ArrayList<>();

    ResourceUploader(JavaSparkContext spark, ExecutorOptions options) throws IOException {
        this.spark = spark;
        this.options = options;
        this.packed = Files.createTempDirectory("bakeoff-spark");
        for (Path entry : ClassPath.ofTrials()) {
            classPath.add(Files.isDirectory(entry) ? zipped(entry, "classes", ".jar") : uploaded(entry));
        }
        for (Path folder : options.plugins()) {
            plugins.add(zipped(folder, "plugins", ".zip"));
        }
    }

    TaskResources with(Path encoded) throws IOException {
        return new TaskResources(
                options.worker(),
                SparkSettings.words(spark.getConf().get(SparkSettings.JAVA_OPTIONS, "")),
                classPath,
                plugins,
                uploaded(encoded));
    }

    private String zipped(Path folder, String name, String ending) throws IOException {
        Path zip = packed.resolve(name + names.size() + ending);
        Zip.pack(folder, zip);
        return uploaded(zip);
    }

    /** Returns a folder for temporary files that only this user can look into. */
    Path temporary() {
        return packed.resolve("hadoop");
    }

    /** Spark identifies files by their names alone. */
    private String uploaded(Path file) throws IOException {
        Path unique = file;
        if (!names.add(String.valueOf(file.getFileName()))) {
            unique = packed.resolve(names.size() + "-" + file.getFileName());
            RegularFiles.copy(file.toRealPath(), unique);
            names.add(String.valueOf(unique.getFileName()));
        }
        spark.addFile(unique.toAbsolutePath().toString());
        return String.valueOf(unique.getFileName());
    }

    @Override
    public void close() throws IOException {
        RecursiveDeletion.of(packed);
    }
}
