package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import tools.jackson.databind.JsonNode;

/** Holds what {@code config.json} says of a model. */
final class ModelConfig {

    private static final int LARGEST = 1 << 24;

    /** More than any model has; a run may have as many columns. */
    private static final int MOST_POSITIONS = 1 << 20;

    private static final int MOST_LABELS = 1 << 16;
    private static final int SHOWN = 10;

    private final Path file;
    private final JsonNode json;
    private final Family family;
    private final ActivationFunction activation;
    private final Sizes sizes;

    /**
     * The sizes of a model.
     *
     * @param vocabulary the number of token ids
     * @param embedding the size of the vectors of tokens, positions and token types; ELECTRA's may differ from {@code hidden}
     * @param hidden the size of the vectors between layers
     * @param layers the number of layers
     * @param heads the heads of attention in each layer
     * @param feedForward the units behind the attention
     * @param positions the rows of the table of positions
     */
    record Sizes(int vocabulary, int embedding, int hidden, int layers, int heads, int feedForward, int positions) {}

    private ModelConfig(Path file, JsonNode json) throws IOException {
        this.file = file;
        this.json = json;
        String type = json.path("model_type").asString("");
        this.family = Family.of(type)
                .orElseThrow(() -> unusable("its model_type is \"" + type + "\"; those that can be fine-tuned are "
                        + String.join(", ", Family.known())));
        String function = json.path(family.key("hidden_act")).asString("gelu");
        this.activation = ActivationFunction.of(function)
                .orElseThrow(() -> unusable("its " + family.key("hidden_act") + " is \"" + function + "\"; known are "
                        + String.join(", ", ActivationFunction.known())));
        String positions = json.path("position_embedding_type").asString("absolute");
        if (!positions.equals("absolute")) {
            throw unusable("its position_embedding_type is \"" + positions + "\"; only \"absolute\" is supported");
        }
        if (json.path("is_decoder").asBoolean(false)
                || json.path("add_cross_attention").asBoolean(false)) {
            throw unusable("it is a decoder; only encoders can be fine-tuned");
        }
        int hidden = size("hidden_size", 1);
        this.sizes = new Sizes(
                size("vocab_size", 2),
                family == Family.ELECTRA ? size("embedding_size", 1) : hidden,
                hidden,
                size("num_hidden_layers", 1),
                size("num_attention_heads", 1),
                size("intermediate_size", 1),
                size("max_position_embeddings", 1));
        if (hidden % sizes.heads() != 0) {
            throw unusable("its vectors of " + hidden + " can't be divided among " + sizes.heads() + " heads");
        }
        if (padding() >= sizes.vocabulary()) {
            throw unusable("its pad_token_id, " + padding() + ", is none of its " + sizes.vocabulary() + " token ids");
        }
        if (longest() < 1 || longest() > MOST_POSITIONS) {
            throw unusable(
                    "its positions would hold texts of " + longest() + " tokens; there may be 1 to " + MOST_POSITIONS);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read, or describes a model that isn't supported
     */
    static ModelConfig read(Path file) throws IOException {
        return new ModelConfig(file, JsonFiles.object(file));
    }

    Family family() {
        return family;
    }

    Sizes sizes() {
        return sizes;
    }

    ActivationFunction activation() {
        return activation;
    }

    /** Returns the rows of the table of token types; 0 if the family has none. */
    int types() throws IOException {
        return family == Family.DISTILBERT ? 0 : size("type_vocab_size", 1);
    }

    /** Returns the token id of padding. */
    int padding() throws IOException {
        JsonNode value = json.path("pad_token_id");
        return value.isMissingNode() || value.isNull()
                ? (family.countsPositionsFromPadding() ? 1 : 0)
                : size("pad_token_id", 0);
    }

    /** Returns the row of the table of positions that the first token of a text has. */
    int firstPosition() throws IOException {
        return family.countsPositionsFromPadding() ? padding() + 1 : 0;
    }

    /** Returns the largest number of tokens of a text. */
    int longest() throws IOException {
        return sizes.positions() - firstPosition();
    }

    /** Returns what is added to the variance in layer normalization. */
    double epsilon() throws IOException {
        return number("layer_norm_eps", 1e-12, Double.MIN_NORMAL);
    }

    /** Returns the standard deviation of new weights. */
    double initializerRange() throws IOException {
        return number("initializer_range", 0.02, 0);
    }

    /** Returns the shares dropped in training that the model was trained with. */
    Dropouts dropouts() throws IOException {
        double hidden = share("hidden_dropout_prob", 0.1);
        return new Dropouts(
                hidden,
                share("attention_probs_dropout_prob", 0.1),
                share("classifier_dropout", family == Family.DISTILBERT ? 0.2 : hidden));
    }

    /** Returns the bytes, at most, that a file of such a model's weights has: in double precision, each twice, and a head. */
    long weights() throws IOException {
        double hidden = sizes.hidden();
        double tables = (double) sizes.vocabulary() + sizes.positions() + types() + hidden;
        double layer = 4 * hidden * hidden + 2 * hidden * sizes.feedForward() + 16 * hidden + sizes.feedForward();
        double numbers = tables * (sizes.embedding() + 1) + sizes.layers() * layer + hidden * hidden;
        return (long) (Double.BYTES * (2 * numbers + MOST_LABELS * hidden) + LARGEST);
    }

    /** Returns the names of the classes of its head, in the order of its logits. */
    List<String> labels() throws IOException {
        JsonNode names = json.path("id2label");
        int count = names.isObject() ? names.size() : json.has("num_labels") ? size("num_labels", 1) : 2;
        if (count > MOST_LABELS) {
            throw unusable("it has " + count + " labels; at most " + MOST_LABELS + " can be used");
        }
        return IntStream.range(0, count)
                .mapToObj(index -> names.path(Integer.toString(index)).asString("LABEL_" + index))
                .toList();
    }

    /** Requires that a configuration asks for no more layers and tokens than there are. */
    void requireFit(BertConfig config) throws IOException {
        Integer trainLayers = config.trainLayers();
        if (trainLayers != null && trainLayers > sizes.layers()) {
            throw new IOException("\"trainLayers\" is " + trainLayers + ", but the model of " + file + " has "
                    + sizes.layers() + " layers");
        }
        Integer maxLength = config.maxLength();
        if (maxLength != null && maxLength > longest()) {
            throw new IOException("\"maxLength\" is " + maxLength + ", but the model of " + file + " takes at most "
                    + longest() + " tokens");
        }
    }

    /** Requires that the head, if the folder's is taken, was trained for as many classes, and for no other order of the same. */
    void requireClasses(BertConfig config, List<String> classes) throws IOException {
        if (config.head() == BertConfig.Head.NEW) {
            return;
        }
        List<String> labels = labels().stream().map(ModelConfig::comparable).toList();
        List<String> wanted = classes.stream().map(ModelConfig::comparable).toList();
        boolean reordered = !labels.equals(wanted) && Set.copyOf(labels).equals(Set.copyOf(wanted));
        boolean classifier = json.path("problem_type")
                .asString("single_label_classification")
                .equals("single_label_classification");
        if (!classifier || reordered || labels.size() != wanted.size()) {
            throw new IOException("The head in the folder of " + file + " is for " + shown(labels())
                    + ", but the data has " + shown(classes) + ". Use \"head\": \"new\"");
        }
    }

    private static String shown(List<String> labels) {
        List<String> some = labels.subList(0, Math.min(SHOWN, labels.size()));
        return labels.size() + " classes, " + JsonFiles.shown(String.join(", ", some))
                + (labels.size() > SHOWN ? ", ..." : "");
    }

    private static String comparable(String label) {
        return label.toLowerCase(Locale.ROOT);
    }

    /** Requires that token ids and lengths are those of the model. */
    void requireTokens(DatasetInfo data) throws IOException {
        if (data.length() > longest() || data.vocabularySize() > sizes.vocabulary()) {
            throw new IOException("The texts have up to " + data.length() + " tokens of " + data.vocabularySize()
                    + " ids, but the model of " + file + " takes " + longest() + " of " + sizes.vocabulary());
        }
    }

    private int size(String bertKey, int smallest) throws IOException {
        String key = family.key(bertKey);
        JsonNode value = json.path(key);
        if (!value.isInt() || value.asInt() < smallest || value.asInt() > LARGEST) {
            throw unusable("its " + key + (value.isMissingNode() ? " is missing" : " is " + value)
                    + "; it must be a whole number of at least " + smallest);
        }
        return value.asInt();
    }

    private double share(String bertKey, double otherwise) throws IOException {
        double share = number(bertKey, otherwise, 0);
        if (share >= 1) {
            throw unusable("its " + family.key(bertKey) + " is " + share + "; it must be less than 1");
        }
        return share;
    }

    private double number(String bertKey, double otherwise, double smallest) throws IOException {
        String key = family.key(bertKey);
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !(value.asDouble() >= smallest && Double.isFinite(value.asDouble()))) {
            throw unusable("its " + key + " is " + value + "; it must be a number of at least " + smallest);
        }
        return value.asDouble();
    }

    private IOException unusable(String reason) {
        return JsonFiles.unusable(file, reason);
    }
}
