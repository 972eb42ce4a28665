package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.HashOrder;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The Large Movie Review Dataset (Maas et al., "Learning Word Vectors for Sentiment Analysis", ACL 2011).
 *
 * <p>An example's id is the place of its review, such as {@code train/pos/0_9}; its text is the review, unchanged; its
 * label 0 for {@code negative} and 1 for {@code positive}; its group the movie, such as {@code tt0453418}. It carries
 * the attributes {@code rating}, the stars from 1 to 10, and {@code words}, the number of words before truncation.
 *
 * <p>The published order goes class by class and movie by movie, so that its first reviews are of one class and few
 * movies. Examples are therefore given in another order, always the same and the same for folders and archives: each
 * class sorted by the ids in {@link HashOrder}, then one positive and one negative review in turn. Every prefix of it is
 * balanced, as long as both classes last, and has many movies; {@code limit} takes a prefix.
 *
 * <p>Words are counted over the training reviews that are used. Archives are read in one pass and never unpacked to
 * disk. An incomplete dataset is refused.
 */
public final class ImdbDataset implements Dataset<ImdbConfig> {

    private static final List<String> CLASSES = List.of("negative", "positive");

    @Override
    public String name() {
        return "imdb";
    }

    @Override
    public String description() {
        return "the Large Movie Review Dataset: 50,000 movie reviews, positive or negative";
    }

    @Override
    public ImdbConfig defaults() {
        return new ImdbConfig(ImdbConfig.PUBLISHED_URL, null, 5000, 500, null, null);
    }

    @Override
    public DataSplits load(ImdbConfig config, DataContext context) throws IOException {
        if (config.sha256() != null && isFolder(config.source())) {
            throw new IOException(config.source() + " is a folder, which has no SHA-256. Leave sha256 out, or name the"
                    + " archive as the source");
        }
        Corpus corpus = Corpus.read(context.open(config.source(), config.expectedSha256()));
        List<Review> train = inOrder(corpus, Split.TRAIN_POSITIVE, Split.TRAIN_NEGATIVE, config.limit());
        List<Review> test = inOrder(corpus, Split.TEST_POSITIVE, Split.TEST_NEGATIVE, config.limit());
        Vocabulary vocabulary = config.wordIndex() == null
                ? Vocabulary.ofTexts(train.stream().map(Review::text), config.vocabulary(), Tokenizer.keras())
                : WordIndex.read(context.open(config.wordIndex(), null), config.vocabulary());
        Encoder encoder = new Encoder(vocabulary, config.length(), Tokenizer.keras());
        return new DataSplits(
                new DatasetInfo(CLASSES, vocabulary.words(), config.length()),
                examples(train, encoder),
                examples(test, encoder));
    }

    @Override
    public Optional<TextEncoder> encoder(ImdbConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, Tokenizer.keras()));
    }

    private static List<Review> inOrder(Corpus corpus, Split positive, Split negative, @Nullable Integer limit) {
        List<Review> first = HashOrder.sorted(
                corpus.reviews(positive), review -> review.name().id());
        List<Review> second = HashOrder.sorted(
                corpus.reviews(negative), review -> review.name().id());
        List<Review> all = new ArrayList<>(first.size() + second.size());
        for (int rank = 0; rank < Math.max(first.size(), second.size()); rank++) {
            if (rank < first.size()) {
                all.add(first.get(rank));
            }
            if (rank < second.size()) {
                all.add(second.get(rank));
            }
        }
        return limit == null ? all : all.subList(0, Math.min(limit, all.size()));
    }

    private static List<Example> examples(List<Review> reviews, Encoder encoder) {
        return reviews.parallelStream().map(review -> example(review, encoder)).toList();
    }

    private static Example example(Review review, Encoder encoder) {
        Review.Name name = review.name();
        List<String> words = KerasTokenizer.words(review.text());
        return new Example(
                name.id(),
                encoder.encode(words),
                name.split().label,
                review.text(),
                review.movie(),
                Map.of("rating", Integer.toString(name.rating()), "words", Integer.toString(words.size())));
    }

    private static boolean isFolder(String source) {
        try {
            return Files.isDirectory(Path.of(source));
        } catch (InvalidPathException urlOnWindows) {
            return false;
        }
    }
}
