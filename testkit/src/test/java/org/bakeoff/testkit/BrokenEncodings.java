package org.bakeoff.testkit;

import ai.djl.nn.Block;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.Encoding;
import org.bakeoff.toolkit.text.TextEncoding;
import org.bakeoff.toolkit.text.Tokenizer;

/** Models whose encodings break one rule each. */
final class BrokenEncodings {

    private BrokenEncodings() {}

    /** A model that reads characters. */
    public static class Characters extends SoundModel {

        @Override
        public Optional<Encoding> encoding(Config config) {
            return Optional.of(changed(new TextEncoding(Tokenizer.Kind.CHARACTERS, null, 50, 40)));
        }

        Encoding changed(Encoding encoding) {
            return encoding;
        }
    }

    /** A copy of another encoding. */
    private static class Copied implements Encoding {

        private final Encoding encoding;

        Copied(Encoding encoding) {
            this.encoding = encoding;
        }

        @Override
        public String fingerprint() throws IOException {
            return encoding.fingerprint();
        }

        @Override
        public DatasetInfo learn(DatasetInfo data, Stream<String> texts) throws IOException {
            return encoding.learn(data, texts);
        }

        @Override
        public TextEncoder encoder(DatasetInfo data) throws IOException {
            return encoding.encoder(data);
        }
    }

    public static class Stamped extends Characters {
        @Override
        Encoding changed(Encoding encoding) {
            return new Copied(encoding) {
                @Override
                public String fingerprint() {
                    return UUID.randomUUID().toString();
                }
            };
        }
    }

    public static class Padded extends Characters {
        @Override
        Encoding changed(Encoding encoding) {
            return new Copied(encoding) {
                @Override
                public TextEncoder encoder(DatasetInfo data) {
                    return text -> new int[] {0, 1};
                }
            };
        }
    }

    /** Needs to have learned in this process. */
    public static class Forgetful extends Characters {
        @Override
        Encoding changed(Encoding encoding) {
            return new Copied(encoding) {
                private boolean learned;

                @Override
                public DatasetInfo learn(DatasetInfo data, Stream<String> texts) throws IOException {
                    learned = true;
                    return super.learn(data, texts);
                }

                @Override
                public TextEncoder encoder(DatasetInfo data) throws IOException {
                    return learned ? super.encoder(data) : text -> new int[] {1};
                }
            };
        }
    }

    /** Takes twelve ids and no more. */
    public static class TwelveIds extends Characters {
        @Override
        public Block create(Config config, DatasetInfo data) {
            List<String> twelve = data.vocabulary().subList(0, Math.min(12, data.vocabularySize()));
            return super.create(config, new DatasetInfo(data.classes(), twelve, data.length()));
        }
    }
}
