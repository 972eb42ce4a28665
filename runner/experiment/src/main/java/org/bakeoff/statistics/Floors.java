package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bakeoff.api.Metric;

/** Says whether the models that are no floor beat guessing and the floors, by the primary metric. */
record Floors(Metric metric, double majority, List<ModelResult> models, List<Contrast> contrasts) {

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        for (ModelResult model : models) {
            if (!model.floor() && model.metrics().containsKey(metric.name())) {
                guessing(model, sentences);
                for (ModelResult floor : models) {
                    if (floor.floor()) {
                        contrasts.stream()
                                .filter(contrast -> isOf(contrast, model, floor))
                                .forEach(contrast -> sentences.add(sentence(contrast, model, floor)));
                    }
                }
            }
        }
        return sentences;
    }

    private void guessing(ModelResult model, List<String> sentences) {
        ModelResult.Measured measured = model.metrics().get(metric.name());
        if (measured == null || Double.isNaN(majority) || Double.isNaN(measured.low())) {
            return;
        }
        Units units = new Units(metric);
        boolean better = metric.higherIsBetter() ? measured.low() > majority : measured.high() < majority;
        sentences.add(model.name() + (better ? " beats" : " does not beat") + " guessing: " + units.title() + " "
                + units.value(measured.value()) + " (95% CI " + units.value(measured.low()) + " to "
                + units.value(measured.high()) + ") against " + units.value(majority));
    }

    private boolean isOf(Contrast contrast, ModelResult model, ModelResult floor) {
        return contrast.metric().equals(metric.name())
                && Set.of(contrast.left(), contrast.right()).equals(Set.of(model.name(), floor.name()));
    }

    private String sentence(Contrast contrast, ModelResult model, ModelResult floor) {
        String by = " by " + new Units(metric).difference(Math.abs(contrast.difference()));
        if (contrast.verdict().startsWith(model.name() + " beats ")) {
            return model.name() + " beats the floor " + floor.name() + by;
        }
        if (contrast.verdict().startsWith(floor.name() + " beats ")) {
            return model.name() + " does not beat the floor " + floor.name() + ", which is better" + by;
        }
        return model.name()
                + (contrast.verdict().startsWith("no verdict")
                        ? " can't be held against the floor " + floor.name()
                        : " is not distinguishable from the floor " + floor.name());
    }
}
