package org.bakeoff.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.bakeoff.io.RegularFiles;

/**
 * Runs the usual commands on a small experiment, so that the JVM can write down which classes they need: the launcher has those
 * archived. The classes that train models and ask them are only loaded, since to run them would unpack PyTorch.
 */
final class TypicalCommands {

    private static final String CLASS = ".class";

    private TypicalCommands() {}

    /**
     * Runs them.
     *
     * @param arguments an empty folder for their files
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String spec = folder.resolve("spec.json").toString();
        String test = folder.resolve("data/test.csv").toString();
        String run = folder.resolve("run").toString();
        run("--version");
        run("--help");
        run("init", spec);
        run("validate", spec);
        run("schema");
        run("plugins");
        run("data", spec);
        run("export", spec, "--out", folder.resolve("data").toString());
        run("compare", "--gold", test, "--model", "left=" + test, "--model", "right=" + test, "--out", run);
        run("report", run);
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            for (String name : classes(Path.of(jar))) {
                load(name);
            }
        }
    }

    private static void run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Bakeoff.commandLine().setOut(nowhere).setErr(nowhere).execute(arguments);
    }

    /** Returns the names of the classes in a jar that are Bakeoff's or DJL's. */
    private static List<String> classes(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (ZipFile file = RegularFiles.zip(RegularFiles.named(jar))) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name ->
                            name.endsWith(CLASS) && (name.startsWith("org/bakeoff/") || name.startsWith("ai/djl/")))
                    .map(name ->
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                    .toList();
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, TypicalCommands.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // It needs a library that isn't there, so that no command can need it either.
        }
    }
}
