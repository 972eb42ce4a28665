package org.bakeoff.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.jspecify.annotations.Nullable;

/** Datasets that break one rule each. */
final class BrokenData {

    private BrokenData() {}

    public static class SharedIds extends SoundData {
        @Override
        String id(int number) {
            return "line" + number / 2;
        }
    }

    public static class Repeated extends SoundData {
        @Override
        String id(int number) {
            return (number % 2 == 0 ? "train" : "test") + number / 4;
        }
    }

    public static class ThirdLabel extends SoundData {
        @Override
        Example example(int number, String line) {
            return new Example(id(number), tokens(line), number % 3, line, id(number), Map.of());
        }
    }

    /** Takes padding's id for unknown words. */
    public static class TokenZero extends SoundData {
        @Override
        int[] tokens(String line) {
            int[] tokens = super.tokens(line);
            for (int index = 0; index < tokens.length; index++) {
                tokens[index] = tokens[index] == 1 ? 0 : tokens[index];
            }
            return tokens;
        }

        @Override
        public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
            return Optional.empty();
        }
    }

    public static class TooLong extends SoundData {
        @Override
        int[] tokens(String line) {
            return line.chars().map(letter -> 1).toArray();
        }

        @Override
        public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
            return Optional.empty();
        }
    }

    /** In another order every time. */
    public static class Shuffled extends SoundData {
        @Override
        List<String> lines(Config config, DataContext context) throws IOException {
            List<String> lines = new ArrayList<>(super.lines(config, context));
            lines.add(UUID.randomUUID().toString());
            Collections.shuffle(lines);
            return lines;
        }
    }

    /** The same examples with another text every time. */
    public static class Stamped extends SoundData {
        @Override
        Example example(int number, String line) {
            String text = line + " " + UUID.randomUUID();
            return new Example(id(number), tokens(line), line.startsWith("good") ? 1 : 0, text, id(number), Map.of());
        }

        @Override
        public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
            return Optional.empty();
        }
    }

    /** Opens a copy of its own making, another one every time. */
    public static class AlwaysNew extends SoundData {
        @Override
        List<String> lines(Config config, DataContext context) throws IOException {
            Path copy = Files.createTempFile(Path.of(config.file()).getParent(), "copy", ".txt");
            Files.writeString(copy, Files.readString(context.open(config.file(), null)));
            return Files.readAllLines(context.open(copy.toString(), null));
        }
    }

    /** Reads without asking. */
    public static class BesidesTheContext extends SoundData {
        @Override
        List<String> lines(Config config, DataContext context) throws IOException {
            return Files.readAllLines(Path.of(config.file()));
        }
    }

    /** Has another fingerprint each time. */
    public static class Fingerprinted extends SoundData {
        @Override
        public Optional<String> fingerprint(Config config, DataContext context) {
            return Optional.of(UUID.randomUUID().toString());
        }
    }

    /** Cuts other texts at the other end. */
    public static class OtherEncoder extends SoundData {
        @Override
        public Optional<TextEncoder> encoder(Config config, DatasetInfo data) {
            return Optional.of(text -> {
                List<String> words = List.of(text.split(" "));
                return tokens(String.join(" ", words.subList(Math.max(0, words.size() - LENGTH), words.size())));
            });
        }
    }

    /** Tests every fold on the first line, too. */
    public static class OverlappingFolds extends SoundData {
        @Override
        boolean tests(@Nullable Fold fold, int number, int lines) {
            return super.tests(fold, number, lines) || (fold != null && number == 0);
        }
    }

    /** Has a line that no fold tests on. */
    public static class UntestedLine extends SoundData {
        @Override
        boolean tests(@Nullable Fold fold, int number, int lines) {
            return super.tests(fold, number, lines) && (fold == null || number > 0);
        }
    }

    /** Cuts through groups of two lines. */
    public static class SplitGroups extends SoundData {
        @Override
        Example example(int number, String line) {
            int label = line.startsWith("good") ? 1 : 0;
            return new Example(id(number), tokens(line), label, line, "page" + number % 3, Map.of());
        }
    }

    /** Cuts alike in every repeat. */
    public static class SameCuts extends SoundData {
        @Override
        boolean tests(@Nullable Fold fold, int number, int lines) {
            return fold == null ? number % 2 == 1 : number % fold.of() == fold.number() - 1;
        }
    }
}
