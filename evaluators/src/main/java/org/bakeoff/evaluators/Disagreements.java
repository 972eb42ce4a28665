package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Key;
import org.bakeoff.api.ModelPredictions;

/**
 * For every pair of models, both ways: the examples that one gets right and the other wrong, by the majority of seeds,
 * in the order of the test half.
 */
public final class Disagreements implements Evaluator<Disagreements.Config> {

    /**
     * How much to show.
     *
     * @param examples how many examples of each kind
     */
    public record Config(
            @Key(value = "examples shown of each kind", min = 0, max = 1000)
            int examples) {}

    @Override
    public String name() {
        return "disagreements";
    }

    @Override
    public String description() {
        return "examples that one model gets right and another wrong, in words";
    }

    @Override
    public Config defaults() {
        return new Config(3);
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<Finding> findings = new ArrayList<>();
        for (int left = 0; left < comparison.models().size(); left++) {
            for (int right = left + 1; right < comparison.models().size(); right++) {
                ModelPredictions first = comparison.models().get(left);
                ModelPredictions second = comparison.models().get(right);
                findings.add(onlyRight(first, second, config, comparison));
                findings.add(onlyRight(second, first, config, comparison));
            }
        }
        return findings;
    }

    private static Cases onlyRight(
            ModelPredictions right, ModelPredictions wrong, Config config, Comparison comparison) {
        List<Cases.Case> cases = new ArrayList<>();
        int total = 0;
        for (int index = 0; index < comparison.examples().size(); index++) {
            Example example = comparison.examples().get(index);
            if (right.mostlyRight(index, example.label()) && !wrong.mostlyRight(index, example.label())) {
                total++;
                if (cases.size() < config.examples()) {
                    cases.add(describe(index, comparison));
                }
            }
        }
        String name = "onlyRight" + camel(right.model()) + "Not" + camel(wrong.model());
        return new Cases(name, right.model() + " right, " + wrong.model() + " wrong", total, cases);
    }

    private static Cases.Case describe(int index, Comparison comparison) {
        Example example = comparison.examples().get(index);
        List<Cases.Opinion> opinions = comparison.models().stream()
                .map(model -> new Cases.Opinion(
                        model.model(),
                        model.timesRight(index, example.label()),
                        model.seeds().size(),
                        model.meanProbability(index, example.label()),
                        null))
                .toList();
        return new Cases.Case(
                example.id(),
                comparison.data().classes().get(example.label()),
                "first",
                example.text(),
                Arrays.stream(example.tokens())
                        .mapToObj(comparison.data().vocabulary()::get)
                        .toList(),
                opinions);
    }

    private static String camel(String name) {
        StringBuilder result = new StringBuilder();
        for (String part : name.split("-", -1)) {
            if (!part.isEmpty()) {
                result.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return result.toString();
    }
}
