package org.bakeoff.toolkit.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;

/**
 * Makes a dataset of labelled texts. Classes are numbered in ascending order, as numbers if all their names are numbers; the most
 * frequent tokens of the training set are the vocabulary. An example carries the attribute {@code words}, the number of its tokens
 * before truncation.
 *
 * @param vocabulary the number of token ids at most, the four special ones included
 * @param length the largest number of token ids of a text, of which the last are kept
 * @param tokenizer splits texts into tokens
 */
public record LabelledTexts(int vocabulary, int length, Tokenizer tokenizer) {

    /** How many texts are encoded at once, on all cores; fewer where they are long. */
    private static final int CHUNK = 4096;

    /** So many characters the texts have that are encoded at once, but for the last of them. */
    private static final int CHARACTERS = 1 << 22;

    /**
     * Returns the dataset of a training set and a test set.
     *
     * @param notes see {@link DataSplits#notes()}
     * @throws IOException if there are fewer than two classes, or a test text has another class than the training set
     */
    public DataSplits encode(List<? extends LabelledText> train, List<? extends LabelledText> test, List<String> notes)
            throws IOException {
        ClassLabels classes = ClassLabels.of(train);
        classes.check(test);
        return encode(classes, train, test, notes);
    }

    /**
     * Checks that no test text has the id of a training text, where a column holds the ids.
     *
     * @throws IOException if one has; the message is for the user
     */
    public static void checkIds(List<? extends LabelledText> train, List<? extends LabelledText> test)
            throws IOException {
        Set<String> trained = train.stream().map(LabelledText::id).collect(Collectors.toSet());
        for (LabelledText text : test) {
            if (trained.contains(text.id())) {
                throw text.fault(
                        "the id " + LabelledText.quoted(text.id())
                                + " is that of a training text too; ids must differ. Without \"id\" each row gets one of its own");
            }
        }
    }

    /**
     * Returns the dataset of texts of which a share is drawn to test on. The draw depends on texts, labels and groups alone: neither
     * on a seed nor on the order of the texts.
     *
     * @param share the share of each class to test on, between 0 and 1
     * @param grouped whether the texts of a group stay together; otherwise equal texts do
     * @param notes see {@link DataSplits#notes()}
     * @throws IOException if there are fewer than two classes, or no such share can be drawn
     */
    public DataSplits split(List<? extends LabelledText> texts, BigDecimal share, boolean grouped, List<String> notes)
            throws IOException {
        ClassLabels classes = ClassLabels.of(texts);
        boolean[] drawn = new TestSetSampler(texts, classes, grouped).draw(share);
        return encode(classes, new Part<>(texts, drawn, false), new Part<>(texts, drawn, true), notes);
    }

    /**
     * Returns the dataset of a fold of texts, see {@link FoldedTexts}.
     *
     * @param grouped whether the texts of a group stay together; otherwise equal texts do
     * @param notes see {@link DataSplits#notes()}
     * @throws IOException if there are fewer than two classes, or the texts can't be cut so
     */
    public DataSplits fold(List<? extends LabelledText> texts, Fold fold, boolean grouped, List<String> notes)
            throws IOException {
        FoldedTexts<? extends LabelledText> cut = FoldedTexts.of(texts, fold, grouped);
        return encode(
                ClassLabels.of(texts),
                cut.train(),
                cut.test(),
                Stream.concat(notes.stream(), cut.notes().stream()).toList());
    }

    private DataSplits encode(
            ClassLabels classes,
            List<? extends LabelledText> train,
            List<? extends LabelledText> test,
            List<String> notes) {
        Vocabulary words = Vocabulary.ofTexts(train.parallelStream().map(LabelledText::text), vocabulary, tokenizer);
        GroupNames groups = GroupNames.of(List.of(train, test));
        Encoding encoding = new Encoding(new Encoder(words, length, tokenizer), classes, groups);
        return new DataSplits(
                new DatasetInfo(classes.names(), words.words(), length),
                examples(train, encoding),
                examples(test, encoding),
                notes);
    }

    /** What makes examples of texts. */
    private record Encoding(Encoder encoder, ClassLabels classes, GroupNames groups) {}

    private static List<Example> examples(List<? extends LabelledText> texts, Encoding encoding) {
        // One map for each number of words: a million examples have few different ones.
        Map<Integer, Map<String, String>> attributes = new ConcurrentHashMap<>();
        SpilledList<Example> examples = new SpilledList<>(new ExampleCodec(attributes));
        for (int next = 0; next < texts.size(); ) {
            List<LabelledText> chunk = new ArrayList<>();
            for (long characters = 0; next < texts.size() && chunk.size() < CHUNK && characters < CHARACTERS; next++) {
                LabelledText text = texts.get(next);
                chunk.add(text);
                characters += text.text().length();
            }
            chunk.parallelStream()
                    .map(text -> example(text, encoding, attributes))
                    .forEachOrdered(examples::add);
        }
        return examples;
    }

    private static Example example(LabelledText text, Encoding encoding, Map<Integer, Map<String, String>> attributes) {
        List<String> words = encoding.encoder().tokenizer().tokens(text.text());
        return new Example(
                text.id(),
                encoding.encoder().encode(words),
                encoding.classes().index(text),
                text.text(),
                encoding.groups().of(text),
                ExampleCodec.attributes(attributes, words.size()));
    }
}
