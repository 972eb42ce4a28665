package org.bakeoff.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.ShellWord;
import org.bakeoff.io.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a spec to start from. */
@Command(description = "Writes a spec to start from, with comments.")
final class InitCommand extends Subcommand {

    private static final String STARTER = "starter.json";

    /** Beside names without an extension; JSON with comments has some of its own. */
    private static final Set<String> EXTENSIONS = Set.of("json", "jsonc", "json5");

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "experiment.json",
            description = "Where to; default experiment.json. A file that is there stays as it is.")
    private Path file = Path.of("experiment.json");

    @Override
    boolean run(PrintWriter out) throws IOException {
        requireName();
        try (InputStream starter = Objects.requireNonNull(InitCommand.class.getResourceAsStream(STARTER));
                OutputStream made = RegularFiles.create(file)) {
            String text = new String(starter.readAllBytes(), StandardCharsets.UTF_8);
            made.write(
                    text.replace("\"bakeoff ", "\"" + Bakeoff.command() + " ").getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw misuse(file + " is there already; name another file");
        } catch (NoSuchFileException e) {
            throw misuse("there is no folder " + file.toAbsolutePath().getParent());
        }
        out.println("Wrote " + TerminalText.of(file.toString()) + ". Train and compare its models with:");
        out.println(Bakeoff.command() + " run " + ShellWord.of(file.toString()));
        return true;
    }

    /** Refuses a folder, and a name as of data. */
    private void requireName() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        if (Files.isDirectory(file)) {
            throw misuse(file + " is a folder; name a file, such as " + file.resolve("experiment.json"));
        }
        if (dot > 0 && !EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            throw misuse(file + " isn't a name for a spec, which is JSON; name the new file, such as "
                    + file.resolveSibling(name.substring(0, dot) + ".json")
                    + ". Data is named in it, as \"train\" of the dataset plugin \"text\"");
        }
    }
}
