package org.bakeoff.runner.plugins;

import java.util.List;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;

/** Every test example as it reaches evaluators. */
public final class Texts implements Evaluator<Texts.Config> {

    /** Nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "texts";
    }

    @Override
    public String description() {
        return "the first test examples";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<Cases.Case> cases = comparison.examples().stream()
                .limit(1000)
                .map(example -> describe(example, comparison))
                .toList();
        return List.of(new Cases("texts", "Texts", comparison.examples().size(), cases));
    }

    private static Cases.Case describe(Example example, Comparison comparison) {
        return new Cases.Case(
                example.id(),
                comparison.data().classes().get(example.label()) + " " + example.group() + " " + example.attributes(),
                example.text(),
                comparison.data().words(example.tokens()),
                List.of());
    }
}
