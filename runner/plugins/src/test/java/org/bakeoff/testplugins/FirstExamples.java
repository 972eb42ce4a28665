package org.bakeoff.testplugins;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;

/** The first examples of the test set. */
public final class FirstExamples implements Evaluator<FirstExamples.Config> {

    /** How many, and whether to fail instead. */
    public record Config(
            @ConfigProperty(value = "how many", min = 0, max = 100)
            int count,

            @ConfigProperty("whether to fail") boolean fail) {}

    @Override
    public String name() {
        return "first-examples";
    }

    @Override
    public String description() {
        return "the first test examples";
    }

    @Override
    public Config defaults() {
        return new Config(1, false);
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        if (config.fail()) {
            throw new IllegalStateException("this evaluator has had enough");
        }
        List<Cases.Case> cases = comparison.examples().stream()
                .limit(config.count())
                .map(example -> describe(example, comparison))
                .toList();
        return List.of(new Cases(
                "firstExamples", "First examples", comparison.examples().size(), cases));
    }

    private static Cases.Case describe(Example example, Comparison comparison) {
        int index = comparison.examples().indexOf(example);
        return new Cases.Case(
                example.id(),
                comparison.data().classes().get(example.label()),
                "first",
                example.text(),
                List.of(comparison.data().words(example.tokens()).split(" ")),
                comparison.models().stream()
                        .map(model -> new Cases.Prediction(
                                model.model(),
                                model.timesRight(index, example.label()),
                                model.seeds().size(),
                                model.meanProbability(index, example.label()),
                                null))
                        .toList());
    }
}
