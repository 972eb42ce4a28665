package org.bakeoff.executor.spark;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.Json;
import org.bakeoff.training.executor.Executor;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;

/** Finds the jars of this process that trials and tasks need. */
final class ClassPath {

    private ClassPath() {}

    /**
     * Returns what a trial's process needs: all jars of this process, except those beside Spark's own. If spark-submit started
     * this process, an application's jars are in class loaders of their own.
     */
    static List<Path> ofTrials() throws IOException {
        Path spark = of(SparkContext.class).getParent();
        Set<Path> all = new LinkedHashSet<>();
        for (ClassLoader loader = Executor.class.getClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader urls) {
                for (URL url : urls.getURLs()) {
                    all.add(path(url));
                }
            }
        }
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(all::add);
        List<Path> found = new ArrayList<>();
        for (Path entry : all) {
            Path real = Files.exists(entry) ? entry.toRealPath() : entry;
            if (!Objects.equals(spark, real.getParent())
                    && (Files.isDirectory(real) || real.toString().endsWith(".jar"))) {
                found.add(real);
            }
        }
        return found;
    }

    /**
     * Returns what a task needs: this module, the runner's modules that it uses, and Jackson. They come before Spark's jars,
     * which include older annotations of Jackson.
     */
    static Collection<Path> ofTasks() throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                ClassPath.class,
                Executor.class,
                CacheFolder.class,
                Json.class,
                ObjectMapper.class,
                JsonParser.class,
                JsonTypeInfo.class)) {
            found.add(of(type));
        }
        return found;
    }

    private static Path of(Class<?> type) throws IOException {
        return path(type.getProtectionDomain().getCodeSource().getLocation()).toRealPath();
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IOException(url + " is no file of this machine; Bakeoff's jars must be", e);
        }
    }
}
