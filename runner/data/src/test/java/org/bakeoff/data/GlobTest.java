package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pattern of files means what it means to Java, and takes no time without end. */
class GlobTest {

    private static final int ROUNDS = Boolean.getBoolean("bakeoff.endurance") ? 200_000 : 40_000;
    private static final String SYNTAX = "aab**?[]!-{,}/\\.^&";
    private static final String CHARACTERS = "aaab/.,!-]^&";

    @Tag("rounds")
    @Test
    void aPatternMeansWhatItMeansToJava() {
        SplittableRandom random = new SplittableRandom(1);
        int matching = 0;
        for (int count = 0; count < ROUNDS; count++) {
            String pattern = text(random, SYNTAX, 8);
            Optional<PathMatcher> java = matcher(pattern);
            if (java.isPresent()) {
                Glob glob = new Glob(pattern);
                for (int path = 0; path < 5; path++) {
                    Path some = Path.of(text(random, CHARACTERS, 5).replaceAll("^/+", ""));
                    boolean matches = java.get().matches(some);
                    matching += matches ? 1 : 0;
                    assertThat(glob.matches(some.toString()))
                            .as(pattern + " of " + some)
                            .isEqualTo(matches);
                }
            }
        }
        assertThat(matching).isGreaterThan(ROUNDS / 200);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStarsTakeNoTimeWithoutEnd() {
        assertThat(new Glob("*a".repeat(30) + "*b").matches("a".repeat(250))).isFalse();
        assertThat(new Glob("**a".repeat(30) + "**").matches("a/".repeat(2_000)))
                .isTrue();
    }

    private static Optional<PathMatcher> matcher(String pattern) {
        try {
            return Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static String text(SplittableRandom random, String characters, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
