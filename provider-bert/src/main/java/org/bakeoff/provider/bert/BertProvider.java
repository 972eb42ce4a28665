package org.bakeoff.provider.bert;

import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/** Fine-tunes pretrained classifiers of the BERT family from a local folder. Nothing is downloaded. */
public final class BertProvider implements ModelProvider<BertConfig> {

    @Override
    public String name() {
        return "bert";
    }

    @Override
    public String description() {
        return "a pretrained model of the BERT family from a local Hugging Face folder, fine-tuned";
    }

    @Override
    public BertConfig defaults() {
        return new BertConfig("", BertConfig.Head.NEW, null, null, null);
    }

    @Override
    public Optional<Encoding> encoding(BertConfig config) {
        return Optional.of(new SubwordEncoding(config));
    }

    @Override
    public Block create(BertConfig config, DatasetInfo data) {
        ModelFolder folder = new ModelFolder(Path.of(config.folder()));
        try {
            ModelConfig model = folder.config();
            model.requireFit(config);
            model.requireClasses(config, data.classes());
            model.requireTokens(data);
            return new BertClassifier(folder, model, config, data.classes().size());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
