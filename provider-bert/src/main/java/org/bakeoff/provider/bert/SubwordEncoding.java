package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/** Encodes texts with the tokenizer of a folder. It learns nothing: the folder has all. */
record SubwordEncoding(BertConfig config) implements ModelProvider.Encoding {

    /** Names all that a model starts from, so that no run is resumed with another. */
    @Override
    public String fingerprint() throws IOException {
        ModelFolder folder = folder();
        ModelConfig model = folder.config();
        model.requireFit(config);
        PretrainedParameters.open(folder, model);
        StringBuilder all = new StringBuilder("at most " + longest(model) + " subwords of a folder");
        for (Path file : List.of(folder.file("config.json"), folder.tokenizer(), folder.weights())) {
            all.append("; ").append(file.getFileName()).append(' ').append(FileChecksums.sha256(file));
        }
        return all.toString();
    }

    @Override
    public DatasetInfo learn(DatasetInfo data, Stream<String> texts) throws IOException {
        ModelFolder folder = folder();
        ModelConfig model = folder.config();
        model.requireClasses(config, data.classes());
        PretrainedParameters.open(folder, model);
        List<String> vocabulary =
                SubwordVocabulary.read(folder.tokenizer(), model.sizes().vocabulary(), model.padding());
        return new DatasetInfo(data.classes(), vocabulary, longest(model));
    }

    @Override
    public Dataset.TextEncoder encoder(DatasetInfo data) throws IOException {
        ModelFolder folder = folder();
        return new SubwordTokenizer(folder.tokenizer(), folder.config().padding(), data.length());
    }

    private ModelFolder folder() {
        return new ModelFolder(Path.of(config.folder()));
    }

    private int longest(ModelConfig model) throws IOException {
        Integer maxLength = config.maxLength();
        return maxLength == null ? model.longest() : maxLength;
    }
}
