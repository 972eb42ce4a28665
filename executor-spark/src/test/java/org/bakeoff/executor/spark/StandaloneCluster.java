package org.bakeoff.executor.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A master and workers on the loopback interface, from Spark's jars alone. Each worker has two cores, and says that it has two GPUs. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private static final Path HOME = Path.of("target/home").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> environment;
    private final Program master;
    private final List<Program> workers = new ArrayList<>();
    private final Thread hook = new Thread(this::kill);

    StandaloneCluster(Path folder, Path cache) throws IOException, InterruptedException {
        this.folder = folder;
        Path jars = Files.createDirectories(HOME.resolve("jars"));
        for (Path lib : List.of(Program.SPARK, Path.of("target/log"))) {
            try (Stream<Path> files = Files.list(lib)) {
                for (Path jar : files.toList()) {
                    Path link = jars.resolve(jar.getFileName());
                    if (!link.getFileName().toString().startsWith("bakeoff-")) {
                        link(link, jar);
                    }
                }
            }
        }
        Files.writeString(HOME.resolve("RELEASE"), "Spark 4.2.0\n");
        environment = Map.of(
                "SPARK_HOME",
                HOME.toString(),
                "SPARK_CONF_DIR",
                folder.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "SPARK_PUBLIC_DNS",
                "127.0.0.1",
                "SPARK_LOCAL_HOSTNAME",
                "127.0.0.1",
                "BAKEOFF_CACHE",
                cache.toString());
        Runtime.getRuntime().addShutdownHook(hook);
        master = start(List.of("-Dspark.master.rest.enabled=false"), List.of("master.Master"));
        master.await(() -> url().find());
    }

    /** Links to a jar, unless an earlier cluster did, or one of the tests that run beside these. */
    private static void link(Path link, Path jar) throws IOException {
        try {
            Files.createLink(link, jar);
        } catch (FileAlreadyExistsException e) {
            // All link to the same jars.
        }
    }

    /** The master's address. */
    String master() {
        Matcher url = url();
        url.find();
        return url.group(1);
    }

    private Matcher url() {
        try {
            return URL.matcher(master.says());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a worker, whose GPUs have these numbers. */
    Program worker(int first, int second) throws IOException, InterruptedException {
        int number = workers.size() + 1;
        Path script = Files.writeString(
                folder.resolve("gpus" + number + ".sh"),
                "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"%d\", \"%d\"]}'\n".formatted(first, second));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Program worker = start(
                List.of(
                        "-Dspark.worker.resource.gpu.amount=2",
                        "-Dspark.worker.resource.gpu.discoveryScript=" + script),
                List.of(
                        "worker.Worker",
                        "--cores",
                        "2",
                        "--memory",
                        "1g",
                        "--work-dir",
                        folder.resolve("work" + number).toString(),
                        master()));
        workers.add(worker);
        worker.await(() -> {
            try {
                return worker.says().contains("Successfully registered with master");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return worker;
    }

    private Program start(List<String> options, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx256m", "-cp", HOME.resolve("jars") + "/*"));
        all.addAll(0, options);
        all.add("org.apache.spark.deploy." + words.get(0));
        all.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        all.addAll(words.subList(1, words.size()));
        return Program.java(folder, new HashMap<>(environment), all);
    }

    /** The folders of all executors that have ever been here, with their logs and what Spark brought them. */
    Set<Path> executors() throws IOException {
        Set<Path> found = new HashSet<>();
        for (int number = 1; number <= workers.size(); number++) {
            try (Stream<Path> executors = Files.find(
                    folder.resolve("work" + number),
                    3,
                    (file, attributes) -> file.getFileName().toString().equals("stderr"))) {
                executors.map(Path::getParent).forEach(found::add);
            }
        }
        return found;
    }

    /** The processes of trials, and of Spark's executors. */
    long busy() {
        return workers.stream()
                .flatMap(worker -> worker.process().descendants())
                .filter(ProcessHandle::isAlive)
                .count();
    }

    private void kill() {
        try {
            for (Program worker : workers) {
                worker.kill();
            }
            master.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
