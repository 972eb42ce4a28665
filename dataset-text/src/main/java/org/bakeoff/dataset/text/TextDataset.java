package org.bakeoff.dataset.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.HashOrder;
import org.bakeoff.toolkit.text.LabelledTexts;
import org.bakeoff.toolkit.text.Tokenizer;

/**
 * Reads labelled texts from CSV, TSV, JSON Lines, or a folder for each class.
 *
 * <p>An example's text is what was read, unchanged; its label the index of its class, see {@link LabelledTexts}; its id that of
 * the row, or the file's name and the line, such as {@code reviews.csv:17}, or the names of folder, class and file, such as
 * {@code train/spam/0042.txt}, after {@code train/} or {@code test/} if both have the same name; its group that of the row, or else the id. It carries the attribute {@code words}, the number of
 * words before truncation. Examples come in the order of the file; those of folders in the order of {@link HashOrder}. A text
 * without words is an example like any other.
 *
 * <p>If no texts are named to test on, a share of the others is drawn, see {@link LabelledTexts#split}. Words are counted over the
 * training set alone.
 */
public final class TextDataset implements Dataset<TextConfig> {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "your own labelled texts: CSV, TSV, JSON Lines, or a folder for each class";
    }

    @Override
    public TextConfig defaults() {
        return new TextConfig("train.csv", "0.2", null, "text", "label", null, null, Map.of(), 10_000, 200);
    }

    @Override
    public DataSplits load(TextConfig config, DataContext context) throws IOException {
        LabelNames labels = new LabelNames(config.labels());
        RowReader files = new RowReader(Columns.of(config), labels, config.format());
        TextSource source = source(config.train(), context);
        Optional<BigDecimal> share = config.share();
        if (share.isPresent()) {
            List<Row> rows = files.rows(source);
            labels.check(source);
            return encoding(config).split(rows, share.get(), config.group() != null, labels.notes());
        }
        TextSource other = source(config.test(), context);
        if (Files.isSameFile(source.path(), other.path())) {
            throw other.fault(
                    "this is both \"train\" and \"test\". To test on a part of it, give \"test\" a share, such as"
                            + " 0.2");
        }
        boolean alike = source.file().equals(other.file());
        List<Row> train = files.rows(alike ? source.within("train") : source);
        List<Row> test = files.rows(alike ? other.within("test") : other);
        labels.check(source);
        return encoding(config).encode(train, test, labels.notes());
    }

    @Override
    public Optional<TextEncoder> encoder(TextConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, Tokenizer.keras()));
    }

    private static TextSource source(String name, DataContext context) throws IOException {
        return new TextSource(name, context.open(name, null));
    }

    private static LabelledTexts encoding(TextConfig config) {
        return new LabelledTexts(config.vocabulary(), config.length(), Tokenizer.keras());
    }
}
