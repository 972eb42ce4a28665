package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ProgressBars bars = new ProgressBars(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    /** Events of six trials in any order; whatever happened, the screen holds what is over and what is at work. */
    @Property(tries = 300)
    void theScreenHoldsWhatIsOverAndBelowItABarForEachTrialAtWork(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> turns) {
        bytes.reset();
        ProgressBars shown = new ProgressBars(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        shown.accept(new Progress.TrialsPlanned(6, 3));
        List<String> over = new ArrayList<>();
        Set<String> atWork = new LinkedHashSet<>();
        int[] steps = new int[6];
        for (int trial : turns) {
            String name = "model-" + "x".repeat(trial) + "-" + trial;
            switch (steps[trial]++) {
                case 0 -> {
                    shown.accept(started(name));
                    atWork.add(name);
                }
                case 1 -> shown.accept(batch(name, 1, 5));
                case 2 -> shown.accept(new Progress.Predicting(name, 3, 10));
                case 3 -> {
                    boolean failed = trial == 4;
                    shown.accept(
                            failed ? new Progress.TrialFailed(name, "it broke") : new Progress.TrialEnded(name, 2));
                    atWork.remove(name);
                    over.add(name + (failed ? "  FAILED: it broke" : "  done, trained for 2.0 s"));
                }
                default -> {
                    // It is over.
                }
            }
        }
        List<String> screen = screen();

        assertThat(screen).startsWith("6 trials, 3 at a time in worker processes");
        assertThat(screen.subList(1, 1 + over.size())).isEqualTo(over);
        List<String> live = screen.subList(1 + over.size(), screen.size());
        assertThat(live).hasSize(atWork.size() + (over.size() < 6 ? 1 : 0));
        int index = 0;
        for (String name : atWork) {
            assertThat(live.get(index++)).startsWith(name + " ").contains(" [", "] ");
        }
        if (over.size() < 6) {
            assertThat(live.get(index)).isEqualTo(over.size() + " of 6 trials ended");
        }

        shown.close();
        shown.accept(started("late-1"));
        assertThat(screen()).isEqualTo(screen.subList(0, 1 + over.size()));
    }

    @Test
    void aBarSaysHowFarItsTrialIs() throws InterruptedException {
        bars.accept(new Progress.TrialsPlanned(2, 0));
        bars.accept(started("rnn-1"));
        Thread.sleep(150);
        bars.accept(batch("rnn-1", 2, 5));

        assertThat(screen()).hasSize(2);
        assertThat(screen().get(0))
                .matches("rnn-1 \\[={3} {7}]  37%  \\d+:\\d\\d left  epoch 2/4  loss 0\\.50  accuracy 0\\.75");
        assertThat(screen().get(1)).isEqualTo("0 of 2 trials ended");
    }

    @Test
    void whatALineHasNoRoomForIsLeftOutWhole() throws InterruptedException {
        String name = "n".repeat(40);
        bars.accept(started(name));
        Thread.sleep(150);
        bars.accept(batch(name, 2, 5));

        assertThat(screen().get(0)).matches("n+ \\[={3} {7}]  37%  \\d+:\\d\\d left  epoch 2/4");
    }

    @Test
    void moreBarsThanASmallScreenHoldsAreCounted() {
        bars.accept(new Progress.TrialsPlanned(40, 40));
        for (int trial = 0; trial < 40; trial++) {
            bars.accept(started("rnn-" + trial));
        }

        assertThat(screen()).hasSize(1 + 16 + 1).endsWith("0 of 40 trials ended, 40 at work");
    }

    @Test
    void trialsThatWereDoneBeforeTakeOneLine() {
        bars.accept(new Progress.TrialsPlanned(3, 2));
        bars.accept(new Progress.TrialKept("rnn-1"));
        bars.accept(new Progress.TrialKept("rnn-2"));
        bars.accept(started("rnn-3"));
        bars.accept(new Progress.TrialEnded("rnn-3", 2));
        bars.close();

        assertThat(screen())
                .containsExactly(
                        "3 trials, 2 at a time in worker processes",
                        "2 of 3 trials were done before",
                        "rnn-3  done, trained for 2.0 s");
    }

    @Test
    void aDownloadHasABarUntilTheDataIsThere() {
        bars.accept(new Progress.Downloading("https://a.example/b", 0, 100 << 20));
        assertThat(screen()).containsExactly("downloading [          ] 0 of 100 MiB  https://a.example/b");
        bars.accept(new Progress.Downloading("https://a.example/b", 100 << 20, 100 << 20));
        assertThat(screen()).containsExactly("downloading [==========] 100 of 100 MiB  https://a.example/b");
        bars.accept(new Progress.Evaluating(Optional.of("confusion-matrix"), 1, 2));
        assertThat(screen()).containsExactly("evaluating [=====     ] 1 of 2  confusion-matrix");
        bars.accept(new Progress.Evaluating(Optional.empty(), 2, 2));
        assertThat(screen()).containsExactly("evaluating [==========] 2 of 2  intervals and verdicts");
        bars.accept(new Progress.Encoding("reviews"));
        bars.accept(new Progress.DataReady("reviews", 5, 2, 3, false, 1));
        assertThat(screen())
                .containsExactly(
                        "reading and encoding the dataset reviews",
                        "dataset reviews: 5 training, 2 validation, 3 test examples (1.0 s)");
    }

    private static Progress started(String name) {
        return new Progress.TrialStarted(name, "model", List.of(), 4, 10);
    }

    private static Progress batch(String name, int epoch, int batch) {
        return new Progress.BatchTrained(name, epoch, batch, 0.5, 0.75, 1234);
    }

    /** What a terminal of any width shows of what was written; a control sequence that it doesn't know is a fault. */
    private List<String> screen() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\r') {
                column = 0;
            } else if (character == '\n') {
                column = 0;
                row++;
                if (row == rows.size()) {
                    rows.add(new StringBuilder());
                }
            } else if (character == '\u001b') {
                int end = at + 2;
                while ("?0123456789".indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                String argument = text.substring(at + 2, end);
                switch (text.charAt(end)) {
                    case 'A' -> row -= Integer.parseInt(argument);
                    case 'K' -> rows.get(row).setLength(column);
                    case 'J' -> {
                        rows.get(row).setLength(column);
                        rows.subList(row + 1, rows.size()).clear();
                    }
                    case 'h', 'l' -> assertThat(argument).isEqualTo("?7");
                    default -> throw new AssertionError("an unknown control sequence: " + text.charAt(end));
                }
                at = end;
            } else {
                StringBuilder line = rows.get(row);
                line.replace(column, Math.min(column + 1, line.length()), String.valueOf(character));
                column++;
            }
        }
        return rows.stream()
                .map(StringBuilder::toString)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
