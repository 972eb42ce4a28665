package org.bakeoff.statistics;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Concludes from verdicts on pairs which of several models are best. */
public final class Verdicts {

    private final ComparedPairs<?> pairs;
    private final Map<String, Set<String>> beatenBy = new HashMap<>();

    /** Takes the verdicts. */
    public <P extends ComparedPair<P>> Verdicts(Collection<P> pairs) {
        this.pairs = ComparedPairs.of(pairs);
        for (P pair : pairs) {
            switch (pair.verdict()) {
                case LEFT_BETTER -> beaten(pair.right(), pair.left());
                case RIGHT_BETTER -> beaten(pair.left(), pair.right());
                case EQUIVALENT, NO_SIGNIFICANT_DIFFERENCE, UNDETERMINED -> {}
            }
        }
    }

    private void beaten(String model, String better) {
        beatenBy.computeIfAbsent(model, name -> new HashSet<>()).add(better);
    }

    /** Returns whether some model is better than this one. */
    public boolean isBeaten(String model) {
        return beatenBy.containsKey(model);
    }

    /** Returns those of some models that no other of them beats, in their order; all of them where each is beaten by another one. */
    public List<String> unbeaten(Collection<String> models) {
        Set<String> all = Set.copyOf(models);
        List<String> unbeaten = models.stream()
                .filter(model -> Collections.disjoint(beatenBy.getOrDefault(model, Set.of()), all))
                .toList();
        return unbeaten.isEmpty() ? List.copyOf(models) : unbeaten;
    }

    /**
     * Returns which of some models are best.
     *
     * @param models those that are compared, the best value first
     */
    public Headline headline(List<String> models) {
        if (models.size() <= 1) {
            return models.isEmpty() ? new Headline.NoResult() : new Headline.SingleModel(models.get(0));
        }
        List<String> best = unbeaten(models);
        List<String> others =
                models.stream().filter(model -> !best.contains(model)).toList();
        List<String> worse = others.stream()
                .filter(other -> beatenBy.getOrDefault(other, Set.of()).containsAll(best))
                .toList();
        if (best.size() == 1) {
            return new Headline.OneBest(
                    best.get(0),
                    worse,
                    others.stream().filter(other -> !worse.contains(other)).toList());
        }
        Verdict verdict = among(best);
        return others.isEmpty() && verdict != Verdict.EQUIVALENT
                ? new Headline.Undecided(best, verdict, Optional.empty())
                : new Headline.SeveralBest(best, verdict, worse);
    }

    /** Returns what is concluded of models that are best together. */
    private Verdict among(List<String> models) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        for (String one : models) {
            for (String other : models.subList(0, models.indexOf(one))) {
                verdicts.add(pairs.find(one, other).map(ComparedPair::verdict).orElse(Verdict.UNDETERMINED));
            }
        }
        if (verdicts.equals(EnumSet.of(Verdict.EQUIVALENT))) {
            return Verdict.EQUIVALENT;
        }
        // Models that beat each other in a circle are no better concluded of than those without a verdict.
        return EnumSet.of(Verdict.EQUIVALENT, Verdict.NO_SIGNIFICANT_DIFFERENCE).containsAll(verdicts)
                ? Verdict.NO_SIGNIFICANT_DIFFERENCE
                : Verdict.UNDETERMINED;
    }
}
