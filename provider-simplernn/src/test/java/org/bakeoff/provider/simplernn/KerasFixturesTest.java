package org.bakeoff.provider.simplernn;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "simplernn";
    }

    @Override
    protected Block create(int embedding, List<Integer> hidden, DatasetInfo data) {
        return new SimpleRnnProvider().create(new RecurrentStack(embedding, hidden, 0), data);
    }
}
