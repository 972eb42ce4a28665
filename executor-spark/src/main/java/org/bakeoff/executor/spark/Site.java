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
import org.bakeoff.training.WorkerCommand;

/**
 * Where an executor of Spark has what trials need.
 *
 * @param cargo what was shipped
 * @param root the folder that Spark put it in
 */
record Site(Cargo cargo, Path root) {

    /** As the launcher has it. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Dguice_custom_class_loading=CHILD");

    /** As the launcher has it, too, which says why. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GOMP_SPINCOUNT",
            "10000",
            "GLIBC_TUNABLES",
            "glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=1073741824"
                    + ":glibc.malloc.hugetlb=1");

    private static final String GPU = "gpu";

    /** The file of the encoded data. */
    Path encoded() {
        return root.resolve(cargo.encoded());
    }

    /**
     * How a trial's process is started.
     *
     * @param resources what Spark gives the task, by name
     * @throws IOException if a plugin folder can't be unpacked
     */
    WorkerCommand command(Map<String, ResourceInformation> resources) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        CacheFolder cache = cache();
        options.add("-DDJL_CACHE_DIR=" + cache.natives());
        options.add("-Djna.tmpdir=" + cache.root().resolve("jna"));
        options.addAll(cargo.javaOptions());
        return new WorkerCommand(
                options,
                cargo.classPath().stream()
                        .map(name -> root.resolve(name).toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                cargo.main(),
                plugins(),
                environment(resources));
    }

    /** This machine's, so that natives are unpacked once; where it has none, this executor's. */
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

    /** The plugin folders, unpacked by the first trial. */
    private List<Path> plugins() throws IOException {
        synchronized (Site.class) {
            List<Path> folders = new ArrayList<>();
            for (String zip : cargo.plugins()) {
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
