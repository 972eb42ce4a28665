package org.bakeoff.provider.transformer;

import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Locale;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.provider.transformer.TransformerConfig.Positions;
import org.bakeoff.testkit.KerasFixture;
import org.bakeoff.testkit.KerasFixtureContract;
import tools.jackson.databind.JsonNode;

/** What PyTorch computes; torch_transformer.py beside the fixtures makes them. */
class TorchFixturesTest extends KerasFixtureContract {

    @Override
    protected String model() {
        return "transformer";
    }

    @Override
    protected Path folder() {
        return OWN_FOLDER;
    }

    @Override
    protected Block create(KerasFixture fixture, DatasetInfo data) {
        JsonNode json = fixture.json();
        TransformerConfig config = new TransformerConfig(
                fixture.embedding(),
                json.path("layers").asInt(),
                json.path("heads").asInt(),
                json.path("hidden").asInt(),
                Positions.valueOf(json.path("positions").asString().toUpperCase(Locale.ROOT)),
                0);
        return new TransformerProvider().create(config, data);
    }
}
