package org.bakeoff.dataset.sql;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.LabelledTexts;
import org.bakeoff.toolkit.text.Tokenizer;

/**
 * Reads labelled texts by SQL: with the embedded DuckDB from Parquet, CSV and JSON files, with a driver from any other database.
 *
 * <p>An example's text and label are those of the row, its id that of the row or its number, such as {@code row-17} or
 * {@code test-17}, its group that of the row or its id. Rows are read as they come, and kept in a temporary file if they are many.
 * The queries and the SHA-256 of all rows identify the data.
 */
public final class SqlDataset implements Dataset<SqlConfig> {

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String description() {
        return "your own labelled texts by SQL: Parquet, CSV and JSON files, or a database";
    }

    @Override
    public SqlConfig defaults() {
        return new SqlConfig(
                "SELECT text, label FROM 'train.parquet'",
                SqlConfig.SHARE,
                SqlConfig.DUCKDB,
                null,
                null,
                null,
                ".",
                "text",
                "label",
                null,
                null,
                Tokenizer.Kind.WORDS,
                3,
                10_000,
                200,
                null);
    }

    @Override
    public Optional<String> fingerprint(SqlConfig config, DataContext context) throws IOException {
        return config.isDuckDb() ? DeepCalls.call(() -> identity(config, context)) : identity(config, context);
    }

    private static Optional<String> identity(SqlConfig config, DataContext context) throws IOException {
        try (SqlSession session = SqlSession.open(config, context)) {
            List<String> queries = new ArrayList<>();
            queries.add(session.fingerprint(config.query(), config));
            if (config.share().isEmpty()) {
                queries.add(session.fingerprint(config.test(), config));
            }
            return Optional.of(String.join("\n", queries));
        }
    }

    @Override
    public DataSplits load(SqlConfig config, DataContext context) throws IOException {
        return config.isDuckDb() ? DeepCalls.call(() -> read(config, context)) : read(config, context);
    }

    private static DataSplits read(SqlConfig config, DataContext context) throws IOException {
        LabelledTexts encoding = new LabelledTexts(config.vocabulary(), config.length(), tokenizer(config));
        try (SqlSession session = SqlSession.open(config, context)) {
            Optional<BigDecimal> share = config.share();
            List<SqlRow> rows = session.rows(config.query(), "row", config);
            if (share.isPresent()) {
                boolean grouped = config.group() != null;
                Fold fold = config.fold();
                return fold == null
                        ? encoding.split(rows, share.get(), grouped, notes(config, session))
                        : encoding.fold(rows, fold, grouped, notes(config, session));
            }
            List<SqlRow> test = session.rows(config.test(), "test", config);
            if (config.id() != null) {
                LabelledTexts.checkIds(rows, test);
            }
            return encoding.encode(rows, test, notes(config, session));
        }
    }

    @Override
    public Optional<TextEncoder> encoder(SqlConfig config, DatasetInfo data) {
        return Optional.of(Encoder.of(data, tokenizer(config)));
    }

    private static Tokenizer tokenizer(SqlConfig config) {
        return config.tokenizer().tokenizer(config.ngram());
    }

    private static List<String> notes(SqlConfig config, SqlSession session) {
        List<String> notes = new ArrayList<>(session.notes());
        if (session.hasNumbers()) {
            notes.add(
                    "labels or groups are numbers with fractions, which DuckDB also takes names for, so that 1.1 and 1.10"
                            + " are one; read_csv('FILE', types = {'COLUMN': 'VARCHAR'}) in the query keeps names");
        }
        if (!config.isDuckDb() && !config.query().toLowerCase(Locale.ROOT).contains("order by")) {
            notes.add("the query has no ORDER BY, so the database may give the rows in another order next time, which"
                    + " counts as other data");
        }
        return notes;
    }
}
