package org.bakeoff.provider.gru;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixture;
import org.bakeoff.testkit.KerasFixtureContract;
import org.bakeoff.toolkit.layers.RecurrentStack;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "gru";
    }

    @Override
    protected Block create(KerasFixture fixture, DatasetInfo data) {
        return new GruProvider().create(new RecurrentStack(fixture.embedding(), fixture.hiddenUnits(), 0), data);
    }
}
