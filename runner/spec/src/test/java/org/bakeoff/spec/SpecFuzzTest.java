package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is done to a spec, it is either resolved or refused in words. */
@Tag("rounds")
class SpecFuzzTest {

    private static final int ROUNDS = Boolean.getBoolean("bakeoff.endurance") ? 10_000 : 500;

    /** Every one is tried where the build takes its time; else so many of them, others at each place. */
    private static final int PIECES_AT_A_PLACE = Boolean.getBoolean("bakeoff.endurance") ? Integer.MAX_VALUE : 4;

    private static final String SPEC = """
            // a comment
            {"$schema": "x", "name": "fuzz",
             "dataset": {"plugin": "parity", "config": {"train": 10, "source": "../a", "sha256": "00"}},
             "models": {"one": {"plugin": "kinds", "config": {"whole": 1, "large": 2, "real": 0.5, "flag": true, "text": "t",
                 "shape": "round", "sizes": [1, 2], "colours": ["red"], "file": "f", "limit": 9}, "training": {"epochs": 2}},
               "two": {"plugin": "mean", "config": {"hiddenUnits": 3,},}},
             "training": {"epochs": 3, "batchSize": 64, "learningRate": 1e-3, "validation": 64, "validationStrategy": "first",
               "seeds": [1, 2], "padding": "fixed", "device": "auto", "threads": 2, "clipNorm": 1.0, "schedule": "linear",
               "earlyStopping": {"patience": 2, "smallValidation": true}},
             "evaluators": [{"plugin": "error-rate", "config": {}}, {"plugin": "separation"}],
             "search": {"space": {"/models/two/config/hiddenUnits": [3, 4],
                 "/models/one/training/learningRate": {"logUniform": [0.001, 0.1]}},
               "random": {"trials": 3, "seed": 5}, "selectBy": "accuracy"}}
            """;

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "-0.0",
            "1e99999999999",
            "9223372036854775808",
            "99999999999999999999",
            "NaN",
            "\"\"",
            "\"x\"",
            "{}",
            "[]",
            "[[1]]",
            "{\"a\": {}}",
            "../",
            "\u0000",
            "\n",
            "\u202e",
            "\uD83D\uDE00",
            "\uD800",
            "/*",
            "#",
            "\"plugin\": \"odd\",",
            "\"config\": [],",
            "\\u0000",
            "a".repeat(500),
            "[".repeat(150),
            "{\"a\":".repeat(150),
            " ",
            "-9223372036854775809",
            "1e2147483648",
            "1e-2147483648",
            "4.9e-325",
            "0." + "0".repeat(900) + "1",
            "9".repeat(999),
            "9".repeat(1001),
            "[" + "1,".repeat(2000) + "1]",
            "{" + "}".repeat(90),
            "[".repeat(90) + "]".repeat(90),
            "{\"a\":".repeat(90) + "1" + "}".repeat(90),
            "\"\\u202e\\u001b[2J\"",
            "\"../../../etc/passwd\"",
            "\"/dev/zero\"",
            "\"file:///etc/passwd\"",
            "\"x\\u0000y\"",
            "\"=cmd()\"");

    private static final List<String> POINTERS = List.of(
            "",
            "/",
            "//",
            "x",
            "/training",
            "/training/seeds/0",
            "/training/seeds/-",
            "/models",
            "/models/one",
            "/models/one/config/file",
            "/models/~",
            "/models/three/training",
            "/evaluators/1/config",
            "/evaluators/9",
            "/dataset/config/source/a/b",
            "/a" + "/b".repeat(300));

    @Test
    void noMutationMeetsAnythingButARefusal() {
        SplittableRandom random = new SplittableRandom(1);
        int resolved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = round % 2 == 0 ? pieces(SPEC, random) : values(SPEC, random);
            List<SpecOverride> overrides =
                    random.nextInt(3) > 0 ? List.of() : List.of(override(random), override(random));
            resolved += resolves(text, overrides) ? 1 : 0;
        }
        assertThat(resolved).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
    }

    /** Every piece in the place of every value, and of every key. */
    @Test
    void noPieceDoesAnywhere() {
        for (Pattern places : List.of(Pattern.compile("(?<=: )[^ ,\\[{}\\]]+"), Pattern.compile("\"\\w+\"(?=: )"))) {
            for (Matcher place = places.matcher(SPEC); place.find(); ) {
                for (int count = 0; count < Math.min(PIECES.size(), PIECES_AT_A_PLACE); count++) {
                    String piece = PIECES.get((place.start() + count) % PIECES.size());
                    resolves(SPEC.substring(0, place.start()) + piece + SPEC.substring(place.end()), List.of());
                }
            }
        }
    }

    @Test
    void noTruncationDoes() {
        for (int length = 0; length < SPEC.length(); length += 7) {
            resolves(SPEC.substring(0, length), List.of());
        }
    }

    private static boolean resolves(String text, List<SpecOverride> overrides) {
        try {
            Spec spec = Specs.READER.read(text, overrides);
            assertThat(SpecResolver.NAME.matcher(spec.name()).matches()).isTrue();
            assertThat(Specs.resolve(Specs.json(spec)).toJson()).isEqualTo(spec.toJson());
            return true;
        } catch (SpecException refusal) {
            Specs.assertPlain(refusal);
            return false;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new AssertionError("with " + overrides + ":\n" + text, e);
        }
    }

    /** Puts pieces anywhere, or takes characters away. */
    private static String pieces(String text, SplittableRandom random) {
        StringBuilder result = new StringBuilder(text);
        for (int count = random.nextInt(3); count >= 0; count--) {
            int at = random.nextInt(result.length());
            int end = Math.min(result.length(), at + random.nextInt(4));
            result.replace(at, end, random.nextBoolean() ? one(PIECES, random) : "");
        }
        return result.toString();
    }

    /** Replaces values by others, so that most of the text stays JSON. */
    private static String values(String text, SplittableRandom random) {
        String result = text;
        for (int count = random.nextInt(3); count >= 0; count--) {
            int colon = result.indexOf(": ", random.nextInt(result.length()));
            if (colon < 0) {
                continue;
            }
            int end = colon + 2;
            while (end < result.length() && ",}]\n".indexOf(result.charAt(end)) < 0) {
                end++;
            }
            result = result.substring(0, colon + 2) + one(PIECES, random) + result.substring(end);
        }
        return result;
    }

    private static SpecOverride override(SplittableRandom random) {
        return new SpecOverride(one(POINTERS, random), one(PIECES, random));
    }

    private static String one(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
