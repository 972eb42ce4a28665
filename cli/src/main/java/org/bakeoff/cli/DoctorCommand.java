package org.bakeoff.cli;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import org.bakeoff.experiment.checkup.CheckResult;
import org.bakeoff.experiment.checkup.CheckResult.State;
import org.bakeoff.experiment.checkup.Checkup;
import org.bakeoff.io.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reports problems of this machine and installation. */
@Command(
        description = {
            "Checks whether all that Bakeoff needs works, without a network.",
            "Java, memory, PyTorch, a step of training, the cache and the plugins."
        })
final class DoctorCommand extends Subcommand {

    @Mixin
    private PluginFolders folders = new PluginFolders();

    @Override
    boolean run(PrintWriter out) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        Checkup.run(folders.all(), result -> {
            counts.merge(result.state(), 1, Integer::sum);
            print(result, out);
        });
        int wrong = counts.getOrDefault(State.WRONG, 0);
        int attention = counts.getOrDefault(State.ATTENTION, 0);
        out.println();
        out.println(
                wrong > 0
                        ? wrong + " of these must be fixed."
                        : attention > 0 ? "No errors; " + attention + " of these need attention." : "All is well.");
        return wrong == 0;
    }

    private static void print(CheckResult result, PrintWriter out) {
        String mark = switch (result.state()) {
            case WELL -> "ok";
            case ATTENTION -> "attention";
            case WRONG -> "WRONG";
        };
        String title = String.format("%-9s  %-13s  ", mark, result.name());
        String indent = " ".repeat(title.length());
        String text = Paragraph.ofMessage(indent + TerminalText.of(result.sentence()));
        out.println(title + text.substring(title.length()));
        if (!result.remedy().isEmpty()) {
            out.println(Paragraph.ofMessage(indent + TerminalText.of(result.remedy())));
        }
        // What comes next may take seconds.
        out.flush();
    }
}
