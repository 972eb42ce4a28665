package org.bakeoff.training.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bakeoff.io.Redaction;

/**
 * Says how a worker process is started: a JVM that runs trials as {@link TrialProcess} asks it to.
 *
 * @param options of the JVM
 * @param classPath in the system's own form; holds Bakeoff's runner and all plugins that are in no plugin folder
 * @param main a class whose main method says that it is ready, reads a line for every trial, writes the trial's events to its standard output, a line
 *     each, and says the line again when the trial is over; when its standard input ends, it interrupts its trial and ends
 * @param plugins the plugin folders, which the main method is given
 * @param environment variables that are set besides those of this process
 */
public record WorkerCommand(
        List<String> options, String classPath, String main, List<Path> plugins, Map<String, String> environment) {

    /** Properties that this process may have set itself, so that they aren't among its options: where native libraries are unpacked. */
    private static final List<String> OWN_PROPERTIES =
            List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "ai.djl.offline", "jna.tmpdir");

    /** Memory, the interpreter and compiler, class data, assertions, the access of modules; and, with exceptions, -XX and -D. */
    private static final Pattern PASSED = Pattern.compile(
            "-X(m[xsn]|ss)[0-9].*|-X(int|comp|mixed|batch|rs|check:jni|share:.*)|-(ea|da|esa|dsa|enable|disable).*"
                    + "|--(add|enable|illegal|limit|sun|finalization).*|-(XX:|D).*",
            Pattern.DOTALL);

    private static final Pattern OF_ONE_PROCESS = Pattern.compile(
            "-Dcom\\.sun\\.management.*|-Djava\\.rmi\\.server.*"
                    + "|-XX:([+-]ManagementServer|StartFlightRecording|FlightRecorderOptions|ArchiveClassesAtExit"
                    + "|DumpLoadedClassList|LogFile|[+]LogVMOutput|[+]LogCompilation|[+]AutoCreateSharedArchive"
                    + "|CRaC|AOTCache|AOTMode|AOTConfiguration|OnError|OnOutOfMemoryError).*",
            Pattern.DOTALL);

    /** Variables with options that this process has got, too, so that they are among its own, of which a worker gets some. */
    private static final List<String> READ_BY_JAVA = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Copies the lists and the map. */
    public WorkerCommand {
        options = List.copyOf(options);
        plugins = List.copyOf(plugins);
        environment = Map.copyOf(environment);
    }

    /** Returns a command with the options and the class path of this process. */
    static WorkerCommand here(Class<?> main, List<Path> plugins, Map<String, String> environment) {
        Stream<String> given = passed(ManagementFactory.getRuntimeMXBean().getInputArguments());
        Stream<String> set = OWN_PROPERTIES.stream()
                .filter(name -> System.getProperty(name) != null)
                .map(name -> "-D" + name + "=" + System.getProperty(name));
        return new WorkerCommand(
                Stream.concat(given, set).toList(),
                System.getProperty("java.class.path"),
                main.getName(),
                plugins,
                environment);
    }

    /**
     * Returns those options of this process that a worker gets: how much memory it has and how it runs. Not those that open a port
     * or write a file, which only one process can have, nor agents. And none with a secret, such as a proxy's password: it may have
     * come from a file or a variable, while everybody may read a command line; and training needs no network.
     */
    static Stream<String> passed(List<String> options) {
        return options.stream()
                .filter(PASSED.asMatchPredicate())
                .filter(OF_ONE_PROCESS.asMatchPredicate().negate())
                .filter(option -> !Redaction.isSecretOption(option));
    }

    /**
     * Starts it.
     *
     * @param crash the file of the JVM's report if it crashes; %p stands for the process
     */
    Process start(Path crash) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Else both go to the folder that the user happens to be in. What the user says comes later, and counts.
        words.add("-XX:ErrorFile=" + crash);
        words.add("-XX:-CreateCoredumpOnCrash");
        // The JVM's own warnings would otherwise be among the events.
        words.add("-Xlog:disable");
        words.add("-Xlog:all=warning:stderr");
        // An archive of classes that doesn't fit is of no use and no harm.
        words.add("-Xlog:cds*=off:stderr");
        words.addAll(options);
        words.add("-cp");
        words.add(classPath);
        words.add(main);
        plugins.forEach(folder -> words.add(folder.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        adapt(builder.environment());
        return builder.start();
    }

    /** Turns the environment of this process into the worker's. */
    void adapt(Map<String, String> inherited) {
        READ_BY_JAVA.forEach(inherited::remove);
        inherited.putAll(environment);
    }
}
