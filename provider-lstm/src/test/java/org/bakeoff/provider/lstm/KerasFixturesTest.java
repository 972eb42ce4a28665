package org.bakeoff.provider.lstm;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixture;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "lstm";
    }

    @Override
    protected Block create(KerasFixture fixture, DatasetInfo data) {
        return new LstmProvider().create(new RecurrentStack(fixture.embedding(), fixture.hiddenUnits(), 0), data);
    }
}
