package org.bakeoff.executor.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.resource.ResourceInformation;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.training.worker.WorkerCommand;

/**
 * The files that Spark brought to an executor, and how a trial is started with them.
 *
 * @param files what Spark brought
 * @param root the folder that Spark put them in
 */
record ExecutorEnvironment(TaskResources files, Path root) {

    /** The same as in the launcher. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_custom_class_loading=CHILD");

    /** The same as in the launcher, which explains it. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GOMP_SPINCOUNT",
            "10000",
            "GLIBC_TUNABLES",
            "glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=1073741824"
                    + ":glibc.malloc.hugetlb=1");

    private static final String GPU = "gpu";

    Path encoded() {
        return root.resolve(files.encoded());
    }

    /**
     * Returns the command that starts a trial's process.
     *
     * @param resources what Spark assigned to the task, by name
     * @throws IOException if a plugin folder can't be unpacked
     */
    WorkerCommand command(Map<String, ResourceInformation> resources) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        CacheFolder cache = cache();
        options.add("-DDJL_CACHE_DIR=" + cache.natives());
        options.add("-Djna.tmpdir=" + cache.root().resolve("jna"));
        options.addAll(files.javaOptions());
        return new WorkerCommand(
                options,
                files.classPath().stream()
                        .map(name -> root.resolve(name).toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                files.main(),
                plugins(),
                environment(resources));
    }

    /** Returns the machine's cache, so that natives are unpacked once, or one of this executor if that can't be written. */
    private CacheFolder cache() {
        CacheFolder machine = CacheFolder.ofPlatform();
        return machine.isWritable() ? machine : new CacheFolder(root.resolve("cache"));
    }

    private static Map<String, String> environment(Map<String, ResourceInformation> resources) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        if (System.getenv("OMP_WAIT_POLICY") != null) {
            environment.remove("GOMP_SPINCOUNT");
        }
        environment.keySet().removeIf(name -> System.getenv(name) != null);
        ResourceInformation gpu = resources.get(GPU);
        if (gpu != null) {
            environment.put("CUDA_VISIBLE_DEVICES", String.join(",", gpu.addresses()));
        }
        return environment;
    }

    /** Returns the plugin folders, which the first trial unpacks. */
    private List<Path> plugins() throws IOException {
        synchronized (ExecutorEnvironment.class) {
            List<Path> folders = new ArrayList<>();
            for (String zip : files.plugins()) {
                Path folder = root.resolve(zip + ".unpacked");
                if (Files.notExists(folder)) {
                    Path beside = Files.createTempDirectory(root, "unpacking");
                    Zip.unpack(root.resolve(zip), beside);
                    Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
                }
                folders.add(folder);
            }
            return folders;
        }
    }
}
