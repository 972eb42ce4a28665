package org.bakeoff.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProcess;
import org.bakeoff.web.RunControl;

/** Interrupts and resumes runs of this machine's command line, which are processes of their own. */
final class ProcessControl implements RunControl {

    private static final String MAIN = Bakeoff.class.getName();
    private static final String RUN = "run";
    private static final int LARGEST_TEXT = 1 << 20;
    private static final long PAUSE_MILLIS = 200;

    /** In so many pauses a process sees whether it can resume a run. */
    private static final int ENOUGH = 20;

    /** One that hasn't got the folder after so many pauses may go on: a page waits no longer. */
    private static final int MOST = 150;

    private static final Pattern PICKED_UP = Pattern.compile("(NOTE: )?Picked up \\w+: ");

    private final List<Path> plugins;

    /** Those that were asked to end. A second signal would end them at once, without checkpoints. */
    private final Set<ProcessHandle> interrupted = ConcurrentHashMap.newKeySet();

    /** Resumes runs with these plugin folders besides Bakeoff's own. */
    ProcessControl(List<Path> plugins) {
        this.plugins = plugins;
    }

    /**
     * Does what Ctrl-C does. A run directory may name any process, so only one whose command line is that of a run is asked, and that
     * has this folder: a copy of the folder names the process of the original. Asked again, as by another page, it is let end.
     */
    @Override
    public boolean interrupt(RunDirectory directory, RunProcess process) {
        return process.here()
                && ProcessHandle.of(process.pid())
                        .filter(handle ->
                                handle.pid() != ProcessHandle.current().pid())
                        .filter(ProcessControl::isRun)
                        .filter(handle -> hasFolder(handle, directory))
                        .map(this::interruptOnce)
                        .orElse(false);
    }

    private boolean interruptOnce(ProcessHandle handle) {
        interrupted.removeIf(asked -> !asked.isAlive());
        return !interrupted.add(handle) || handle.destroy();
    }

    private static boolean isRun(ProcessHandle handle) {
        List<String> arguments = arguments(handle);
        int main = arguments.indexOf(MAIN);
        return main >= 0
                && main + 1 < arguments.size()
                && arguments.get(main + 1).equals(RUN);
    }

    /** Returns whether a process has the lock of a folder open; true where the system doesn't say. */
    private static boolean hasFolder(ProcessHandle handle, RunDirectory directory) {
        Path open = Path.of("/proc", Long.toString(handle.pid()), "fd");
        try {
            return RegularFiles.list(open).stream().anyMatch(link -> leadsTo(link, /* target= */ directory.lock()));
        } catch (IOException e) {
            return !Files.exists(open);
        }
    }

    private static boolean leadsTo(Path link, Path target) {
        try {
            return Files.readSymbolicLink(link).equals(target);
        } catch (IOException e) {
            // It was closed in between.
            return false;
        }
    }

    /** Returns a process's arguments. Of a long class path Java itself would give none on Linux. */
    private static List<String> arguments(ProcessHandle handle) {
        try {
            Path line = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
            return List.of(RegularFiles.text(line, LARGEST_TEXT).split("\0"));
        } catch (IOException e) {
            return List.of(handle.info().arguments().orElse(new String[0]));
        }
    }

    /** Returns whether an option is a secret that isn't in this process's own command line: it came from a variable, or a file. */
    private static boolean isHidden(String option) {
        return Redaction.isSecretOption(option)
                && !arguments(ProcessHandle.current()).contains(option);
    }

    /**
     * Returns the options of this JVM. Everybody may read a command line, so hidden properties are written to a file from which Java
     * takes them. What else is hidden came from a variable, which the new process has, too.
     *
     * @param file a file that only this user can read
     */
    private static List<String> options(Path file) throws IOException {
        List<String> all = ManagementFactory.getRuntimeMXBean().getInputArguments();
        AtomicFile.write(
                file,
                all.stream()
                        .filter(option -> option.startsWith("-D") && isHidden(option))
                        .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                        .collect(Collectors.joining()));
        return Stream.concat(all.stream().filter(option -> !isHidden(option)), Stream.of("@" + file))
                .toList();
    }

    @Override
    public Optional<String> resume(RunDirectory directory) throws IOException {
        Path said = Files.createTempFile("bakeoff-resume", ".log");
        Path given = Files.createTempFile("bakeoff-resume", ".options");
        try {
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(options(given));
            words.add("-Dbakeoff.terminal=false");
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, RUN));
            words.add(directory.path().resolve("spec.json").toString());
            words.addAll(List.of("--out", directory.path().toString()));
            plugins.forEach(folder ->
                    words.addAll(List.of("--plugins", folder.toAbsolutePath().toString())));
            Process process = new ProcessBuilder(words)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(said.toFile())
                    .start();
            process.getOutputStream().close();
            return hasEnded(process, directory) && process.exitValue() != 0
                    ? Optional.of(reason(RegularFiles.text(said, LARGEST_TEXT)))
                    : Optional.empty();
        } finally {
            // A process that goes on writes to a file without a name.
            Files.deleteIfExists(said);
            Files.deleteIfExists(given);
        }
    }

    /** Returns why a process ended, without the variables that Java says it has read, which may hold a password. */
    private static String reason(String said) {
        return said.lines().filter(line -> !PICKED_UP.matcher(line).lookingAt()).collect(Collectors.joining("\n"));
    }

    /** Waits until a process has ended, or has had the run directory for a while, or takes long, and returns whether it has ended. */
    private static boolean hasEnded(Process process, RunDirectory directory) {
        try {
            int held = 0;
            // It has the folder before it looks whether the run there can resume.
            for (int pause = 0;
                    pause < MOST && held < ENOUGH && !process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    pause++) {
                held += RunProcess.of(directory)
                                .filter(run -> run.here() && run.pid() == process.pid())
                                .isPresent()
                        ? 1
                        : 0;
            }
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
