package org.bakeoff.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProcess;
import org.bakeoff.web.RunControl;

/** Interrupts and resumes runs of this machine's command line, which are processes of their own. */
final class ProcessControl implements RunControl {

    private static final String MAIN = Bakeoff.class.getName();
    private static final String RUN = "run";

    private final List<Path> plugins;

    /** Resumes runs with these plugin folders besides Bakeoff's own. */
    ProcessControl(List<Path> plugins) {
        this.plugins = plugins;
    }

    /** Does what Ctrl-C does. A run directory may name any process, so only one whose command line is that of a run is asked. */
    @Override
    public boolean interrupt(RunProcess process) {
        return process.here()
                && ProcessHandle.of(process.pid())
                        .filter(handle -> handle.pid() != ProcessHandle.current().pid())
                        .filter(ProcessControl::isRun)
                        .map(ProcessHandle::destroy)
                        .orElse(false);
    }

    private static boolean isRun(ProcessHandle handle) {
        List<String> arguments = List.of(handle.info().arguments().orElse(new String[0]));
        int main = arguments.indexOf(MAIN);
        return main >= 0 && main + 1 < arguments.size() && arguments.get(main + 1).equals(RUN);
    }

    /** Its progress is printed where this process prints errors. */
    @Override
    public void resume(RunDirectory directory) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.add("-Dbakeoff.terminal=false");
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, RUN));
        words.add(directory.path().resolve("spec.json").toString());
        words.addAll(List.of("--out", directory.path().toString()));
        plugins.forEach(folder -> words.addAll(List.of("--plugins", folder.toAbsolutePath().toString())));
        new ProcessBuilder(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .getOutputStream()
                .close();
    }
}
