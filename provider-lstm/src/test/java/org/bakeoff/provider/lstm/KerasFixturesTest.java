package org.bakeoff.provider.lstm;

import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "lstm";
    }

    @Override
    protected Block create(int embedding, List<Integer> hidden, DatasetInfo data) {
        return new LstmProvider().create(new RecurrentStack(embedding, hidden, 0), data);
    }
}
