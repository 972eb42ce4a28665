package org.bakeoff.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.TerminalText;
import org.bakeoff.plugins.PluginFrame;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Turns failures into messages and exit codes. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    /**
     * A setting such as {@code store.secret.key=VALUE}, which a mistyped option leaves over. It takes no more time than the text is
     * long.
     */
    private static final Pattern SETTING = Pattern.compile("(?<![\\w.-])([\\w-]++\\.[\\w.-]++(?<!\\.)[=:])[^\\s',]++");

    /** The name that an argument begins with, also in quotes, and what divides it from a value. */
    private static final Pattern NAMED = Pattern.compile("[=:\"\\s]*+[^=:\"\\s]++[=:\"\\s]++");

    /** The jars of this process's class path, as they were at its start. */
    private static final Map<String, List<Object>> JARS = new LinkedHashMap<>();

    private static final String SPEC = ".json";
    private static final Pattern OPTION = Pattern.compile("--?[A-Za-z]");

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CancellationException) {
            return ErrorCode.INTERRUPTED;
        }
        BakeoffException known = failure instanceof BakeoffException own
                ? own
                : failure instanceof IOException fault
                        ? BakeoffException.of(fault)
                        : failure instanceof InvalidPathException name ? BakeoffException.of(name) : null;
        if (known != null) {
            err.println(Paragraph.ofMessage(TerminalText.lines(String.valueOf(known.getMessage()))));
            return known.code().exitCode();
        }
        return unknown(failure, err);
    }

    /**
     * Prints what nobody foresaw; of a plugin's own code whose it is, else the trace of a bug, unless Java itself is gone, or a jar of
     * Bakeoff's, see {@link #replacedJar}.
     */
    static int unknown(Throwable failure, PrintWriter err) {
        if (replacedJar().isPresent()) {
            // The classes that word a message may be missing, too.
            err.println("Bakeoff ended: " + failure.getClass().getName() + ".");
            return ErrorCode.FAILED;
        }
        Optional<String> plugin = PluginFrame.thrown(failure);
        if (plugin.isPresent()) {
            err.println(Paragraph.ofMessage(TerminalText.lines(Redaction.text(plugin.get()))
                    + ". This is a fault of the plugin; report it to its author. What is finished is kept."));
            return ErrorCode.FAILED;
        }
        Path java = Path.of(System.getProperty("java.home", ""));
        if (Files.notExists(java)) {
            err.println(Paragraph.ofMessage("Java was removed from " + TerminalText.of(java.toString())
                    + " while Bakeoff ran, as by an update. Give the same command again, with a Java that stays there, which"
                    + " JAVA_HOME names; what is finished is kept."));
            return ErrorCode.FAILED;
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        err.println("This is a bug of Bakeoff; please report it with these lines:");
        // Its messages may hold what was read from a file.
        err.println(TerminalText.lines(Redaction.text(trace.toString())));
        return ErrorCode.FAILED;
    }

    /** Notes the jars of Bakeoff's class path as they are, and reports what threads throw. To be called at the start. */
    static void prepare() {
        for (String name : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (name.endsWith(".jar")) {
                JARS.put(name, state(name));
            }
        }
        Thread.setDefaultUncaughtExceptionHandler(Failures::ofThread);
    }

    /** Prints the trace of what a thread has thrown, as Java does, unless a jar of Bakeoff's was replaced, which is said at the end. */
    private static void ofThread(Thread thread, Throwable failure) {
        if (replacedJar().isEmpty()) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            failure.printStackTrace();
        }
    }

    /**
     * Returns a sentence on a jar of Bakeoff's own that was replaced, written to or deleted since {@link #prepare}, so that classes can't
     * be loaded from it any more; empty if none was. It needs no class but this one and Java's.
     */
    static Optional<String> replacedJar() {
        return JARS.entrySet().stream()
                .filter(jar -> !state(jar.getKey()).equals(jar.getValue()))
                .findFirst()
                .map(jar -> jar.getKey()
                        + " was replaced or deleted while Bakeoff ran, as by an update, which may be why. Give the"
                        + " command again, with the jars that a run began with; what is finished is kept.");
    }

    /** Returns what changes with a file's bytes, and not where it gets another name or other permissions. */
    private static List<Object> state(String jar) {
        try {
            BasicFileAttributes found = Files.readAttributes(Path.of(jar), BasicFileAttributes.class);
            return List.of(found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey()));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Turns an argument into a path. */
    static Path path(String argument) {
        try {
            return Path.of(new Place().convert(argument));
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(BakeoffException.of(e).getMessage());
        }
    }

    /** Takes a path or an address as it is, but for those that a user can't have meant. */
    static final class Place implements CommandLine.ITypeConverter<String> {

        @Override
        public String convert(String argument) {
            if (argument.isEmpty()) {
                // Java takes it for the working directory.
                throw new CommandLine.TypeConversionException(
                        "the name is empty, perhaps since a variable of the shell isn't set");
            }
            if (argument.equals("-")) {
                throw new CommandLine.TypeConversionException(
                        "'-' is no file; /dev/stdin and /dev/stdout are the standard"
                                + " streams, and ./- is a file of that name");
            }
            return argument;
        }
    }

    /** Returns what turns an argument into a number of some kind. */
    static <T> CommandLine.ITypeConverter<T> number(Function<String, T> parser, String kind) {
        return argument -> {
            try {
                return parser.apply(argument);
            } catch (NumberFormatException e) {
                throw new CommandLine.TypeConversionException("'" + argument + "' is no " + kind);
            }
        };
    }

    /** Returns an argument as a message may quote it: without a value that may be a secret by its name, such as {@code password=VALUE}. */
    static String quotable(String argument) {
        Matcher name = NAMED.matcher(argument);
        return name.lookingAt() && Redaction.isSecretName(argument)
                ? argument.substring(0, name.end()) + Redaction.MARK
                : argument;
    }

    /** Returns what quotes arguments, without the values of an executor's settings and the secrets of URLs. */
    private static String shown(String message) {
        return Redaction.text(SETTING.matcher(message).replaceAll("$1" + Redaction.MARK));
    }

    /** Returns what is wrong with arguments that are left over. What follows an unknown option may be its value, and no fault of its own. */
    private static String unmatched(List<String> arguments, CommandLine command) {
        Set<String> known = command.getCommandSpec().optionsMap().keySet();
        return arguments.stream()
                .filter(argument -> OPTION.matcher(argument).lookingAt())
                .map(Failures::named)
                .map(option -> "There is no option '" + option + "'"
                        + NearestName.of(option, known)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""))
                .reduce((first, second) -> first + "\n" + second)
                .orElseGet(() -> "'" + quotable(arguments.get(0)) + "' is one argument too many");
    }

    /** Returns what is missing; of options that go together, those that aren't given. */
    private static String missing(CommandLine.MissingParameterException failure, List<String> arguments) {
        String options = failure.getMissing().stream()
                .filter(missing -> missing.group() != null && missing.required())
                .map(OptionSpec.class::cast)
                .filter(option -> arguments.stream()
                        .noneMatch(argument -> option.longestName().equals(named(argument))))
                .map(option -> option.longestName() + "=" + option.paramLabel())
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? String.valueOf(failure.getMessage()) : "Missing required option: " + options;
    }

    /** Returns the option of an argument such as --option=VALUE. */
    private static String named(String argument) {
        return argument.split("=", 2)[0];
    }

    /** Returns what is wrong with a value. */
    private static String invalid(CommandLine.ParameterException failure) {
        return failure.getArgSpec() instanceof OptionSpec option
                        && option.typeInfo().isEnum()
                ? "Invalid value for option '" + option.longestName() + "': '" + failure.getValue() + "'; allowed: "
                        + String.join(", ", option.typeInfo().getEnumConstantNames())
                                .toLowerCase(Locale.ROOT)
                : String.valueOf(failure.getMessage());
    }

    static int usage(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        Set<String> commands = command.getSubcommands().keySet();
        if (!commands.isEmpty() && failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            String shown = TerminalText.of(shown(quotable(word)));
            command.getErr()
                    .println(Paragraph.ofMessage("There is no command or option '" + shown + "'; the commands are "
                            + String.join(", ", commands)));
            NearestName.of(word, commands)
                    .or(() -> Optional.of("run " + shown).filter(run -> word.endsWith(SPEC)))
                    .ifPresent(near -> command.getErr()
                            .println("Did you mean: " + command.getCommandSpec().qualifiedName() + " " + near + "?"));
        } else if (!commands.isEmpty()) {
            command.usage(command.getErr());
            return ErrorCode.REFUSED;
        } else {
            String message = failure instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? unmatched(unmatched.getUnmatched(), command)
                    : failure instanceof CommandLine.MissingParameterException missing
                            ? missing(missing, List.of(arguments))
                            : invalid(failure);
            command.getErr().println(Paragraph.ofMessage(TerminalText.lines(shown(message))));
        }
        command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help");
        return ErrorCode.REFUSED;
    }
}
