package org.bakeoff.provider.simplernn;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DataSpec;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "simplernn";
    }

    @Override
    protected Block create(int embedding, List<Integer> hidden, DataSpec data) {
        return new SimpleRnnProvider().create(new RecurrentStack(embedding, hidden, 0), data);
    }
}
