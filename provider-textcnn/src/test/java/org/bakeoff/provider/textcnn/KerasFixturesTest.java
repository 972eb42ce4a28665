package org.bakeoff.provider.textcnn;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.testkit.KerasFixture;
import org.bakeoff.testkit.KerasFixtureContract;

class KerasFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "textcnn";
    }

    @Override
    protected Block create(KerasFixture fixture, DatasetInfo data) {
        List<Integer> widths = fixture.convolutions().stream()
                .map(shape -> Math.toIntExact(shape.get(0)))
                .toList();
        Shape first = fixture.convolutions().get(0);
        return new TextCnnProvider()
                .create(
                        new TextCnnProvider.Config(fixture.embedding(), widths, Math.toIntExact(first.get(2)), 0, null),
                        data);
    }
}
