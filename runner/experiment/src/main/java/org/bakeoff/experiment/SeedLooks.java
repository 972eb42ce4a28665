package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.ModelResult;

/** Keeps the looks at the results of runs, as run.json holds them: the seeds of each model at every one. */
final class SeedLooks {

    private SeedLooks() {}

    /** Returns what was planned. */
    static Looks.Plan plan(SeedPlan seeds) {
        if (seeds instanceof SeedPlan.Adaptive adaptive) {
            return adaptive.until() instanceof SeedPlan.Precision precision
                    ? new Looks.UntilPrecise(adaptive.atMost(), precision.halfWidth())
                    : new Looks.UntilDecided(adaptive.atLeast(), adaptive.atMost());
        }
        return new Looks.Unplanned();
    }

    /** Returns the looks with one more, unless it is the last one again. */
    static List<Map<String, Integer>> with(List<Map<String, Integer>> looks, Map<String, Integer> now) {
        List<Map<String, Integer>> all = new ArrayList<>(looks);
        if (!now.isEmpty() && (all.isEmpty() || !all.get(all.size() - 1).equals(now))) {
            all.add(now);
        }
        return all;
    }

    /** Returns the looks after one more, at a result. A model with a failed trial wasn't looked at. */
    static List<Map<String, Integer>> after(Looks before, ComparisonResult result) {
        Map<String, Integer> seeds = new LinkedHashMap<>();
        if (before.plan() instanceof Looks.Unplanned && result.primaryMetric().isPresent()) {
            result.models().stream()
                    .filter(ModelResult::complete)
                    .forEach(model -> seeds.put(model.name(), model.trials().size()));
        }
        return with(before.earlier(), seeds);
    }

    /** Returns the looks at several runs together, of which none had more than the run that was looked at most. */
    static Looks merged(List<Looks> runs) {
        if (runs.size() == 1) {
            return runs.get(0);
        }
        List<List<Map<String, Integer>>> all = runs.stream()
                .map(Looks::earlier)
                .filter(looks -> !looks.isEmpty())
                .toList();
        int most = all.stream().mapToInt(List::size).max().orElse(0);
        List<Map<String, Integer>> together = IntStream.range(0, most)
                .mapToObj(look -> {
                    Map<String, Integer> seeds = new LinkedHashMap<>();
                    all.forEach(looks -> seeds.putAll(looks.get(Math.min(look, looks.size() - 1))));
                    return seeds;
                })
                .toList();
        return new Looks(together, new Looks.Unplanned());
    }
}
