package org.bakeoff.dataset.imdb;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bakeoff.toolkit.text.Vocabulary;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a word index as Keras ships it: a JSON object that gives the frequency rank, from 1, of each word. */
final class WordIndex {

    // names are words here, and too many for the table that a parser keeps of them
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private static final int BYTES = 100_000_000;

    private final Path file;
    private final Map<String, Integer> ranks = new HashMap<>();

    private WordIndex(Path file) {
        this.file = file;
    }

    /** Reads a vocabulary of so many token ids. */
    static Vocabulary read(Path file, int size) throws IOException {
        WordIndex index = new WordIndex(file);
        if (!Files.isRegularFile(file)) {
            throw index.fault(null, "it is no file");
        }
        if (Files.size(file) > BYTES) {
            throw index.fault(null, "it has more than " + BYTES + " bytes");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), Files.readString(file))) {
            index.read(parser);
            return Vocabulary.ofRanks(index.ranks, size);
        } catch (JacksonException syntax) {
            throw index.fault(syntax.getLocation(), DataSource.shown(syntax.getOriginalMessage()));
        } catch (CharacterCodingException badBytes) {
            throw index.fault(null, "it is no UTF-8");
        } catch (IllegalArgumentException badRank) {
            throw index.fault(null, DataSource.shown(String.valueOf(badRank.getMessage())));
        }
    }

    private void read(JsonParser parser) throws InvalidDataException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw fault(parser.currentTokenLocation(), "it doesn't begin with {");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String word = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
                throw fault(
                        parser.currentTokenLocation(),
                        "the rank of '" + DataSource.shown(word) + "' is no whole number");
            }
            if (ranks.put(word, parser.getIntValue()) != null) {
                throw fault(parser.currentTokenLocation(), "'" + DataSource.shown(word) + "' is there twice");
            }
        }
        if (parser.nextToken() != null) {
            throw fault(parser.currentTokenLocation(), "there is something after the closing }");
        }
        if (ranks.isEmpty()) {
            throw fault(null, "it holds no words");
        }
    }

    private InvalidDataException fault(@Nullable TokenStreamLocation location, String what) {
        String where = location == null ? "" : ", line " + location.getLineNr() + " column " + location.getColumnNr();
        return new InvalidDataException(
                file + where + ": " + what + ". A word index is a JSON object such as {\"the\": 1, \"and\": 2},"
                        + " with every rank from 1 given once");
    }
}
