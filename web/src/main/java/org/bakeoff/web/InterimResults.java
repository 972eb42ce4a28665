package org.bakeoff.web;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.InterimComparison;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.TrialProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the models of runs under way, on a thread of its own, each time that another trial has ended. */
final class InterimResults implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InterimResults.class);

    /** More runs than pages follow at once: of a run that was dropped, each event would begin another look. */
    private static final int MOST_RUNS = 64;

    /** A look follows where so many times fewer trials have ended since the one before. */
    private static final int LOOKS = 10;

    private final List<Path> plugins;
    private final Map<Path, Look> looks = new LinkedHashMap<>(MOST_RUNS, 0.75f, true);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "bakeoff interim results");
        worker.setDaemon(true);
        return worker;
    });

    /**
     * A look at a run.
     *
     * @param run the run's identity, since another one may take its place
     * @param ended the trials that had ended
     * @param view what it gave; empty while it is under way and was the first, and where there is nothing to show
     */
    private record Look(String run, List<String> ended, Optional<InterimView> view) {}

    /** Compares with the plugins in some folders. */
    InterimResults(List<Path> plugins) {
        this.plugins = List.copyOf(plugins);
    }

    /**
     * Returns the last look at a run. Another one begins where trials have ended since: one of few, a tenth of many, so that all
     * looks together cost a fixed multiple of the last one.
     */
    synchronized Optional<InterimView> of(RunDirectory directory, RunProgress progress) {
        List<String> ended = progress.trials().stream()
                .filter(TrialProgress::over)
                .map(TrialProgress::name)
                .toList();
        String run = identity(directory);
        Look last = known(directory, run);
        if (last != null && !isDue(last.ended(), ended)) {
            return last.view();
        }
        Optional<InterimView> before = last == null || ended.isEmpty() ? Optional.empty() : last.view();
        looks.put(directory.path(), new Look(run, ended, before));
        if (looks.size() > MOST_RUNS) {
            looks.remove(looks.keySet().iterator().next());
        }
        if (!ended.isEmpty()) {
            thread.execute(() -> put(directory.path(), new Look(run, ended, look(directory, progress))));
        }
        return before;
    }

    private static boolean isDue(List<String> before, List<String> now) {
        int more = now.size() - before.size();
        return more < 0 || more > before.size() / LOOKS || (more == 0 && !now.equals(before));
    }

    /** Returns the last look at a run, without beginning another one. */
    synchronized Optional<InterimView> last(RunDirectory directory) {
        return Optional.ofNullable(known(directory, identity(directory))).flatMap(Look::view);
    }

    private @Nullable Look known(RunDirectory directory, String run) {
        Look look = looks.get(directory.path());
        return look == null || look.run().equals(run) ? look : null;
    }

    private static String identity(RunDirectory directory) {
        try {
            return directory.identity();
        } catch (BakeoffException e) {
            // It is being replaced, or damaged.
            return "";
        }
    }

    private synchronized void put(Path run, Look look) {
        looks.computeIfPresent(
                run, (path, now) -> now.run().equals(look.run()) && now.ended().equals(look.ended()) ? look : now);
    }

    private Optional<InterimView> look(RunDirectory directory, RunProgress progress) {
        try {
            return InterimComparison.of(directory.path(), plugins, CacheFolder.ofPlatform())
                    .map(result -> InterimView.of(result, progress));
        } catch (BakeoffException e) {
            return validation(progress, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Plugins may throw anything.
            LOG.warn("the models of {} can't be compared yet", directory.path(), e);
            return validation(progress, "of a bug of Bakeoff, of which bakeoff serve has printed more");
        }
    }

    private static Optional<InterimView> validation(RunProgress progress, String fault) {
        return Optional.of(InterimView.ofValidation(progress, fault))
                .filter(view -> !view.rows().isEmpty());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
