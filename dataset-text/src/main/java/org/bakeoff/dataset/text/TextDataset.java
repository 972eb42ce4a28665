package org.bakeoff.dataset.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.HashOrder;
import org.bakeoff.toolkit.text.LabelledTexts;
import org.bakeoff.toolkit.text.Tokenizer;

/**
 * Reads labelled texts from CSV, TSV and JSON files, compressed or not, or a folder for each class.
 *
 * <p>An example's text is what was read, unchanged; its label the index of its class, see {@link LabelledTexts}; its id that of
 * the row, or the file's name and the line, such as {@code reviews.csv:17}, or the names of folder, class and file, such as
 * {@code train/spam/0042.txt}, after {@code train/} or {@code test/} if both have the same name; its group that of the row, or else the id. It carries the attribute {@code words}, the number of
 * words before truncation. Examples come in the order of the file; those of folders in the order of {@link HashOrder}. A text
 * without words is an example like any other.
 *
 * <p>If no texts are named to test on, a share of the others is drawn, see {@link LabelledTexts#split}, or a
 * fold, see {@link LabelledTexts#fold}. Words are counted over the
 * training set alone.
 */
public final class TextDataset implements Dataset<TextConfig> {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "your own labelled texts: CSV, TSV or JSON files, compressed or not, or a folder for each class";
    }

    @Override
    public TextConfig defaults() {
        return new TextConfig(
                List.of("train.csv"),
                TextConfig.SHARE,
                null,
                List.of("text"),
                "label",
                null,
                null,
                Map.of(),
                TextConfig.AUTO,
                true,
                List.of(),
                null,
                null,
                null,
                Tokenizer.Kind.WORDS,
                3,
                10_000,
                200,
                null);
    }

    @Override
    public DataSplits load(TextConfig config, DataContext context) throws IOException {
        Reading reading = new Reading(config);
        SourceFiles files = new SourceFiles(context, reading);
        RowReader reader = new RowReader(reading);
        List<TextSource> train = files.train();
        Optional<BigDecimal> share = config.share();
        if (share.isPresent()) {
            List<Row> rows = reader.rows(train);
            reading.labels().check(train.get(0));
            boolean grouped = config.group() != null;
            Fold fold = config.fold();
            return fold == null
                    ? encoding(config).split(rows, share.get(), grouped, reading.notes())
                    : encoding(config).fold(rows, fold, grouped, reading.notes());
        }
        List<TextSource> test = files.test();
        checkDifferent(train, test);
        Set<String> names = train.stream().map(TextSource::file).collect(Collectors.toSet());
        boolean alike = test.stream().anyMatch(source -> names.contains(source.file()));
        List<Row> trainRows = reader.rows(alike ? within("train", train) : train);
        List<Row> testRows = reader.rows(alike ? within("test", test) : test);
        reading.labels().check(train.get(0));
        if (config.id() != null) {
            LabelledTexts.checkIds(trainRows, testRows);
        }
        return encoding(config).encode(trainRows, testRows, reading.notes());
    }

    private static void checkDifferent(List<TextSource> train, List<TextSource> test) throws IOException {
        Set<Object> trained = new HashSet<>();
        for (TextSource source : train) {
            trained.add(identity(source));
        }
        for (TextSource source : test) {
            if (trained.contains(identity(source))) {
                throw source.fault(
                        "this is both \"train\" and \"test\". To test on a part of it, give \"test\" a share, such as"
                                + " 0.2");
            }
        }
    }

    /** Returns what two names of the same file have in common. */
    private static Object identity(TextSource source) throws IOException {
        Object key =
                Files.readAttributes(source.path(), BasicFileAttributes.class).fileKey();
        return key == null ? source.path().toRealPath() : key;
    }

    private static List<TextSource> within(String set, List<TextSource> sources) {
        return sources.stream().map(source -> source.within(set)).toList();
    }

    @Override
    public Optional<TextEncoder> encoder(TextConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, tokenizer(config)));
    }

    private static LabelledTexts encoding(TextConfig config) {
        return new LabelledTexts(config.vocabulary(), config.length(), tokenizer(config));
    }

    private static Tokenizer tokenizer(TextConfig config) {
        return config.tokenizer().tokenizer(config.ngram());
    }
}
