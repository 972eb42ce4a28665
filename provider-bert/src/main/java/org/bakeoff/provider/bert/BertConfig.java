package org.bakeoff.provider.bert;

import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a fine-tuned model.
 *
 * @param folder the folder of the pretrained model, as transformers' {@code save_pretrained} writes it
 * @param head where the weights of the classification head come from
 * @param trainLayers the number of layers that are trained, counted from the last; null: all, and the embeddings
 * @param dropout the share dropped in training wherever the model drops values; null: those in {@code config.json}
 * @param maxLength the largest number of tokens of a text; null: as many as the model takes
 */
public record BertConfig(
        @ConfigProperty(
                value = "folder of the pretrained model: config.json, model.safetensors, tokenizer.json",
                required = true,
                path = true)
        String folder,

        @ConfigProperty("the classification head: new, or the one in the folder")
        Head head,

        @ConfigProperty(
                value = "layers trained, counted from the last, besides the head; otherwise all, and the embeddings",
                min = 0,
                max = 1024)
        @Nullable
        Integer trainLayers,

        @ConfigProperty(
                value = "share dropped in training, wherever the model drops; otherwise as its config.json says",
                min = 0,
                max = 0.99)
        @Nullable
        Double dropout,

        @ConfigProperty(
                value = "largest number of tokens of a text, the special ones included; otherwise the model's limit",
                min = 3,
                max = 65536)
        @Nullable
        Integer maxLength) {

    /** Says where the weights of the classification head come from. */
    public enum Head {
        /** They are drawn at random. */
        NEW,
        /** They are those in the folder, which was trained for the same classes in the same order. */
        FOLDER
    }
}
