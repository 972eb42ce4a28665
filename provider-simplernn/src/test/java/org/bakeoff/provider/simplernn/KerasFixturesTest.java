package org.bakeoff.provider.simplernn;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixture;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "simplernn";
    }

    @Override
    protected Block create(KerasFixture fixture, DatasetInfo data) {
        return new SimpleRnnProvider().create(new RecurrentStack(fixture.embedding(), fixture.hiddenUnits(), 0), data);
    }
}
