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
import org.bakeoff.training.executor.Executor;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;

/** Which jars of this process go where. */
final class ClassPath {

    private ClassPath() {}

    /**
     * What a trial's process needs: all that this process has, but for what lies beside Spark's own jar. Where spark-submit
     * started this process, an application's jars are in class loaders of their own.
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
     * What a task needs: this module, the runner, and what that reads JSON with. They come before Spark's jars, among which
     * are older annotations of Jackson.
     */
    static Collection<Path> ofTasks() throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (Class<?> type :
                List.of(ClassPath.class, Executor.class, ObjectMapper.class, JsonParser.class, JsonTypeInfo.class)) {
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
            throw new IOException(url + " is no file of this machine, and Bakeoff's jars have to be", e);
        }
    }
}
