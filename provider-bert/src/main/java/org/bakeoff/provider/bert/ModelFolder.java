package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A local folder with a pretrained model, as transformers' {@code save_pretrained} writes it. */
record ModelFolder(Path path) {

    private static final String DOWNLOAD =
            "Nothing is downloaded here. With Python's transformers and a connection, this writes"
                    + " such a folder: n='distilbert-base-uncased'; d=%s; from transformers import *;"
                    + " AutoTokenizer.from_pretrained(n).save_pretrained(d);"
                    + " AutoModelForSequenceClassification.from_pretrained(n).save_pretrained(d)";

    /** Writes a new folder, and fails where there is one already. */
    private static final String CONVERT =
            "If that is a model in another form, this writes it to a new folder, with Python's"
                    + " transformers%s: o=%s; n=%s; import os; os.makedirs(n); from transformers import *;%s"
                    + " AutoTokenizer.from_pretrained(o).save_pretrained(n); %s.save_pretrained(n, max_shard_size='100GB')";

    /** How many files a message lists. */
    private static final int LISTED = 10;

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
            throw new IOException("There is no folder " + path + ". " + DOWNLOAD.formatted(quoted(path.toString())));
        }
        if (!Files.exists(file)) {
            List<String> found = found();
            throw new IOException(
                    found.isEmpty()
                            ? "The folder " + path + " is empty. " + DOWNLOAD.formatted(quoted(path.toString()))
                            : "The folder " + path + " has no " + name + ", but " + listed(found) + ". "
                                    + conversion());
        }
        return file;
    }

    private List<String> found() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String listed(List<String> names) {
        return names.stream().limit(LISTED).collect(Collectors.joining(", "))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    }

    /** Returns how to convert the folder; it is never the one to write to. */
    private String conversion() {
        boolean adapter = Files.exists(path.resolve("adapter_config.json"))
                || Files.exists(path.resolve("adapter_model.safetensors"))
                || Files.exists(path.resolve("adapter_model.bin"));
        return CONVERT.formatted(
                adapter ? " and peft" : "",
                quoted(path.toString()),
                quoted(path + "-converted"),
                adapter ? " from peft import *;" : "",
                adapter
                        ? "AutoPeftModelForSequenceClassification.from_pretrained(o).merge_and_unload()"
                        : "AutoModelForSequenceClassification.from_pretrained(o)");
    }

    /** Returns a text as a literal of Python. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
