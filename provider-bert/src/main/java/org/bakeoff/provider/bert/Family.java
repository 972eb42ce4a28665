package org.bakeoff.provider.bert;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The architectures that can be fine-tuned, by {@code model_type}: encoders that normalise last, as BERT does. They differ in
 * the names of weights and configuration keys, in positions, and in the head.
 *
 * <p>Sources: Devlin et al., "BERT", NAACL 2019; Liu et al., "RoBERTa", 2019; Sanh et al., "DistilBERT", 2019; Conneau et al.,
 * "Unsupervised cross-lingual representation learning at scale", ACL 2020; Martin et al., "CamemBERT", ACL 2020; Clark et al.,
 * "ELECTRA", ICLR 2020. The names and the heads are those of the library transformers.
 */
enum Family {
    BERT("bert", "bert", Head.BERT),
    DISTILBERT("distilbert", "distilbert", Head.DISTILBERT),
    ROBERTA("roberta", "roberta", Head.ROBERTA),
    XLM_ROBERTA("xlm-roberta", "roberta", Head.ROBERTA),
    CAMEMBERT("camembert", "roberta", Head.ROBERTA),
    ELECTRA("electra", "electra", Head.ELECTRA);

    /** The parts of a layer, by their names in BERT and in DistilBERT. */
    enum Part {
        QUERY("attention.self.query", "attention.q_lin"),
        KEY("attention.self.key", "attention.k_lin"),
        VALUE("attention.self.value", "attention.v_lin"),
        ATTENTION_OUTPUT("attention.output.dense", "attention.out_lin"),
        ATTENTION_NORM("attention.output.LayerNorm", "sa_layer_norm"),
        INTERMEDIATE("intermediate.dense", "ffn.lin1"),
        OUTPUT("output.dense", "ffn.lin2"),
        OUTPUT_NORM("output.LayerNorm", "output_layer_norm");

        private final String bert;
        private final String distilbert;

        Part(String bert, String distilbert) {
            this.bert = bert;
            this.distilbert = distilbert;
        }
    }

    /** Says what makes logits of the vector of a text's first token: dense layer, activation function, linear layer. */
    enum Head {
        /** Its dense layer was pretrained, and belongs to the encoder. */
        BERT("bert.pooler.dense", "classifier", ActivationFunction.TANH, false),
        DISTILBERT("pre_classifier", "classifier", ActivationFunction.RELU, false),
        ROBERTA("classifier.dense", "classifier.out_proj", ActivationFunction.TANH, true),
        ELECTRA("classifier.dense", "classifier.out_proj", ActivationFunction.GELU, true);

        final String dense;
        final String output;
        final ActivationFunction activation;
        /** Whether values are dropped before the dense layer, too. */
        final boolean dropsFirst;

        Head(String dense, String output, ActivationFunction activation, boolean dropsFirst) {
            this.dense = dense;
            this.output = output;
            this.activation = activation;
            this.dropsFirst = dropsFirst;
        }
    }

    private static final Map<String, String> DISTILBERT_KEYS = Map.of(
            "hidden_size", "dim",
            "num_attention_heads", "n_heads",
            "num_hidden_layers", "n_layers",
            "intermediate_size", "hidden_dim",
            "hidden_act", "activation",
            "hidden_dropout_prob", "dropout",
            "attention_probs_dropout_prob", "attention_dropout",
            "classifier_dropout", "seq_classif_dropout");

    private final String modelType;
    private final String prefix;
    private final Head head;

    Family(String modelType, String prefix, Head head) {
        this.modelType = modelType;
        this.prefix = prefix;
        this.head = head;
    }

    static Optional<Family> of(String modelType) {
        return Arrays.stream(values())
                .filter(each -> each.modelType.equals(modelType))
                .findFirst();
    }

    /** Returns the model types of all. */
    static List<String> known() {
        return Arrays.stream(values()).map(each -> each.modelType).toList();
    }

    /** Returns the key in {@code config.json} of what BERT calls so. */
    String key(String bert) {
        return this == DISTILBERT ? DISTILBERT_KEYS.getOrDefault(bert, bert) : bert;
    }

    /** Returns what the names of the encoder's weights begin with. Encoders saved by themselves lack it. */
    String prefix() {
        return prefix + ".";
    }

    String embeddings(String part) {
        return prefix() + "embeddings." + part;
    }

    String embeddingProjection() {
        return prefix() + "embeddings_project";
    }

    String layer(int index, Part part) {
        return prefix()
                + (this == DISTILBERT
                        ? "transformer.layer." + index + "." + part.distilbert
                        : "encoder.layer." + index + "." + part.bert);
    }

    Head head() {
        return head;
    }

    /** Returns whether the positions of tokens are counted from behind the padding's id, as in fairseq. */
    boolean countsPositionsFromPadding() {
        return prefix.equals("roberta");
    }
}
