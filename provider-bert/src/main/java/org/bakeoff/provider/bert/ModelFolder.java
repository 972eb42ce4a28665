package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local folder with a pretrained model, as transformers' {@code save_pretrained} writes it. */
record ModelFolder(Path path) {

    private static final String HOW =
            "Nothing is downloaded here. With Python's transformers and a connection, this writes"
                    + " such a folder: n='distilbert-base-uncased'; d='%s'; from transformers import *;"
                    + " AutoTokenizer.from_pretrained(n).save_pretrained(d);"
                    + " AutoModelForSequenceClassification.from_pretrained(n).save_pretrained(d)";

    ModelConfig config() throws IOException {
        return ModelConfig.read(file("config.json"));
    }

    Path tokenizer() throws IOException {
        return file("tokenizer.json");
    }

    Path weights() throws IOException {
        return file("model.safetensors");
    }

    /** Returns a file of the folder, which must be there. */
    Path file(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isDirectory(path)) {
            throw new IOException("There is no folder " + path + ". " + how());
        }
        if (!Files.exists(file)) {
            throw new IOException("The folder " + path + " has no " + name + ". " + how());
        }
        return file;
    }

    private String how() {
        return HOW.formatted(path);
    }
}
