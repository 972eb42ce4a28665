package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.SystemExitWatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the command line. */
@Command(
        name = Bakeoff.NAME,
        description = "Compares sequence classifiers honestly.",
        mixinStandardHelpOptions = true,
        versionProvider = Bakeoff.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "To begin: ${ROOT-COMMAND-NAME} run experiments/quickstart.json",
            "Options of a command: ${ROOT-COMMAND-NAME} COMMAND --help"
        })
public final class Bakeoff {

    static final String NAME = "bakeoff";

    /** The commands by name, in the order of the help. */
    private static final Map<String, Supplier<Subcommand>> COMMANDS = commands();

    private static final String HELP = "help";

    /** The options that need no command. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    /** The bits of a mode that say what a file is, and two of their values. */
    private static final int FILE_TYPE = 0170000;

    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    /** How long shutdown hooks may take. */
    private static final long GRACE_MILLIS = 10_000;

    private Bakeoff() {}

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Bakeoff.class.getPackage().getImplementationVersion();
            return new String[] {"Bakeoff " + (version == null ? "(built from source)" : version)};
        }
    }

    /** Runs a command and ends with its exit code. */
    public static void main(String[] arguments) {
        Failures.prepare();
        JavaLog.use();
        CacheFolder cache = CacheFolder.ofPlatform();
        keepTo("DJL_CACHE_DIR", cache.natives().toString());
        // JNA does not fall back to another folder if this one is not writable.
        if (cache.isWritable()) {
            keepTo("jna.tmpdir", cache.root().resolve("jna").toString());
        }
        SystemExitWatch.watch(sentence -> {
            System.err.println(sentence);
            // Whatever code the plugin gave, what the user asked for wasn't done.
            Runtime.getRuntime().halt(ErrorCode.FAILED);
        });
        PrintStream out = System.out;
        int code = checked(execute(commandLine(command(), only(arguments)), arguments), out);
        if (code != CommandLine.ExitCode.OK && code != ErrorCode.INTERRUPTED) {
            Failures.replacedJar().ifPresent(System.err::println);
        }
        exit(code);
    }

    /** Exits the process. A shutdown hook of a plugin that doesn't end is not waited for. */
    private static void exit(int code) {
        Thread late = new Thread(
                () -> {
                    try {
                        Thread.sleep(GRACE_MILLIS);
                    } catch (InterruptedException e) {
                        // As if the time were over.
                    }
                    Runtime.getRuntime().halt(code);
                },
                "exit");
        late.setDaemon(true);
        late.start();
        System.exit(code);
    }

    /** Returns the exit code of a command, unless some of its output could not be written. */
    private static int checked(int code, PrintStream out) {
        // What an interrupted command says is incomplete anyway, and whoever was to read it may have stopped.
        if (code == ErrorCode.INTERRUPTED || !out.checkError() || isPipe(Path.of("/dev/fd/1"))) {
            return code;
        }
        System.err.println(
                "Standard output can't be written, so that what is there of it is incomplete. Make room on its disk,"
                        + " or write it elsewhere, and give the command again.");
        return code == 0 ? ErrorCode.FAILED : code;
    }

    /** Returns whether a file is a pipe or a socket, whose reader may end before all is written, as head does. */
    private static boolean isPipe(Path file) {
        try {
            int type = (int) Files.getAttribute(file, "unix:mode") & FILE_TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Runs a command. What its plugins print goes to standard error: standard output may be JSON. */
    static int execute(CommandLine line, String... arguments) {
        // Made now, it writes to what standard output is so far.
        line.setOut(line.getOut());
        System.setOut(System.err);
        try {
            return line.execute(spelled(arguments));
        } catch (OutOfMemoryError e) {
            System.err.println("Bakeoff ended: " + PluginInvoker.memory(e) + ".");
            return ErrorCode.FAILED;
        } catch (RuntimeException | Error e) {
            return Failures.unknown(e, line.getErr());
        }
    }

    /** Returns the arguments with "help COMMAND", as other tools have it, as "COMMAND --help"; what is no command is refused as ever. */
    private static String[] spelled(String... arguments) {
        String[] asked = Stream.of(arguments).dropWhile(HELP::equals).toArray(String[]::new);
        return asked.length < arguments.length && (asked.length == 0 || COMMANDS.containsKey(asked[0]))
                ? Stream.concat(Stream.of(asked), Stream.of("--help")).toArray(String[]::new)
                : asked;
    }

    /** Returns how the user calls Bakeoff. */
    static String command() {
        return System.getProperty("bakeoff.command", NAME);
    }

    static CommandLine commandLine() {
        return commandLine(command(), name -> true);
    }

    /** Returns which commands these arguments need: to describe one takes picocli as long as many a command runs. */
    private static Predicate<String> only(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return COMMANDS.containsKey(first) || VERSION.contains(first) ? first::equals : name -> true;
    }

    /** Returns the command line with some of the commands; what it says of its use begins with how the user calls Bakeoff. */
    static CommandLine commandLine(String command, Predicate<String> names) {
        CommandLine line = new CommandLine(new Bakeoff());
        COMMANDS.forEach((name, subcommand) -> {
            if (names.test(name)) {
                line.addSubcommand(name, subcommand.get());
            }
        });
        return line.setCommandName(command)
                .registerConverter(Path.class, Failures::path)
                .registerConverter(int.class, Failures.number(Integer::valueOf, "whole number"))
                .registerConverter(Integer.class, Failures.number(Integer::valueOf, "whole number"))
                .registerConverter(Long.class, Failures.number(Long::valueOf, "whole number"))
                .registerConverter(Double.class, Failures.number(Double::valueOf, "number"))
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(Failures::usage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A text to predict may begin with @, and names no file then.
                .setExpandAtFiles(false)
                .setUsageHelpAutoWidth(true);
    }

    private static Map<String, Supplier<Subcommand>> commands() {
        Map<String, Supplier<Subcommand>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("leaderboard", LeaderboardCommand::new);
        commands.put("data", DataCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("reproduce", ReproduceCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("plugins", PluginsCommand::new);
        commands.put("schema", SchemaCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("completion", CompletionCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    /** Sets a system property unless the user has chosen a value. */
    private static void keepTo(String name, String value) {
        if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
