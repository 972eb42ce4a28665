package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.nn.LambdaBlock;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models whose code computes gradients of its own, as to adapt itself to what it predicts. */
class OpenCollectorTest extends LayerModelRuns {

    private final List<GradientCollector> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(GradientCollector::close);
    }

    /** DJL has one at a time in a process, so that no model could be trained any more. */
    @Test
    void aCollectorThatAModelLeavesOpenCostsNoTrial() {
        LayerModel model = new LayerModel(data -> {
            boolean[] asked = {false};
            return new LambdaBlock(inputs -> {
                if (!asked[0]) {
                    asked[0] = true;
                    opened.add(Engine.getEngine("PyTorch").newGradientCollector());
                }
                return inputs;
            });
        });

        assertThat(run(model, 1, 2).models().get(0).trials())
                .extracting(ModelResult.Trial::status)
                .containsOnly(ModelResult.Status.DONE);
        assertThat(opened).hasSizeGreaterThan(1);
    }
}
