package org.bakeoff.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bakeoff.io.ShellWord;
import org.bakeoff.report.BenchmarkSentences;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.run.BenchmarkSummary;
import org.bakeoff.report.run.RunState;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResults;

/**
 * A benchmark as pages show it.
 *
 * @param entry where it is and what is known of it
 */
public record BenchmarkView(RunIndex.Benchmark entry) implements Listed {

    @Override
    public String place() {
        return entry.place().isEmpty() ? "." : entry.place();
    }

    @Override
    public String name() {
        return entry.summary()
                .map(summary -> summary.title().name())
                .filter(name -> !name.isEmpty())
                .orElse(place());
    }

    @Override
    public String page() {
        return "benchmark?at=" + RunView.encoded(place());
    }

    /** Returns the address of its report, relative to other pages; empty without results. */
    public String report() {
        return results().isEmpty() ? "" : "benchmark-report?at=" + RunView.encoded(place());
    }

    /** Returns the command that resumes it, but for how Bakeoff is called. */
    public String resume() {
        return "run "
                + ShellWord.of(entry.directory().path().resolve("spec.json").toString()) + " --out "
                + ShellWord.of(entry.directory().path().toString());
    }

    @Override
    public String state() {
        return entry.summary()
                .map(summary -> entry.directory().state(summary).name().toLowerCase(Locale.ROOT))
                .orElse("unreadable");
    }

    /** Returns whether a process works on it. */
    public boolean running() {
        return entry.summary()
                .filter(summary -> entry.directory().state(summary) == RunState.RUNNING)
                .isPresent();
    }

    /** Returns how many runs it has. */
    public int runs() {
        return entry.summary().map(summary -> summary.runs().size()).orElse(0);
    }

    /** Returns how many of them have a result. */
    public int done() {
        return entry.summary()
                .map(summary -> entry.directory().ended(summary).size())
                .orElse(0);
    }

    /** Returns how many of its runs it ended without, as where they failed; 0 before its end. */
    private int without() {
        return over() ? runs() - done() : 0;
    }

    /** Returns whether it has ended. */
    public boolean over() {
        return entry.summary()
                .filter(summary -> entry.directory().state(summary) == RunState.FINISHED)
                .isPresent();
    }

    @Override
    public String ended() {
        return runs() == 0
                ? ""
                : count() + (without() == 0 ? "" : ", " + Numbers.count(without()) + " without a result");
    }

    /** Returns how many of its runs have ended, and once it is over itself how many have a result, as a clause. */
    public String progress() {
        return count() + (without() == 0 ? " ended" : done() == 1 ? " has a result" : " have a result");
    }

    private String count() {
        return Numbers.count(done()) + " of " + Numbers.count(runs()) + (runs() == 1 ? " run" : " runs");
    }

    /** Returns the runs that have not begun; none once it is over. */
    public List<String> waiting() {
        return entry.summary().stream()
                .filter(summary -> !over())
                .flatMap(summary -> summary.runs().stream())
                .filter(run -> !entry.directory().begun(run))
                .toList();
    }

    /** Returns what is wrong with its files; empty if nothing is. */
    public String fault() {
        return entry.fault();
    }

    /** Returns the headline of its report; empty without results. */
    public Optional<Sentence> headline() {
        return results().map(BenchmarkSentences::headline);
    }

    private Optional<BenchmarkResults> results() {
        return entry.summary().flatMap(BenchmarkSummary::results);
    }

    @Override
    public String dataset() {
        return results()
                .map(results -> results.largest().datasets().size())
                .map(count -> count == 1
                        ? results().orElseThrow().largest().datasets().get(0).name()
                        : Numbers.count(count) + " data sets")
                .orElse("");
    }

    @Override
    public List<String> tags() {
        return entry.summary().map(summary -> summary.title().tags()).orElse(List.of());
    }

    @Override
    public String models() {
        return results()
                .map(results -> results.largest().models().stream()
                        .map(BenchmarkInput.Model::name)
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }

    @Override
    public String best() {
        return headline().map(Sentence::claim).orElse("");
    }

    @Override
    public double value() {
        return Double.NaN;
    }

    @Override
    public String figure() {
        return "";
    }

    @Override
    public String metric() {
        return "";
    }

    @Override
    public long millis() {
        return entry.summary()
                .flatMap(BenchmarkSummary::started)
                .map(started -> started.toEpochMilli())
                .orElse(0L);
    }

    @Override
    public String started() {
        return entry.summary()
                .flatMap(BenchmarkSummary::started)
                .map(RunView.TIME::format)
                .orElse("");
    }
}
