package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.Test;

/** Specs side by side, and words as they were typed. */
class SpecDiffTest {

    @Test
    void valuesThatDifferOrAreMissingStandFirst() {
        SpecDiff diff = SpecDiff.of(List.of(
                Json.COMPACT.readTree("{\"a\": {\"b\": 1, \"c/d\": [1, 2]}, \"e\": [{\"f\": true}]}"),
                Json.COMPACT.readTree("{\"a\": {\"b\": 2, \"c/d\": [1, 2]}, \"g\": {}}")));

        assertThat(diff.different())
                .containsExactlyInAnyOrder(
                        new SpecDiff.Row("/a/b", List.of("1", "2")),
                        new SpecDiff.Row("/e/0/f", List.of("true", "")),
                        new SpecDiff.Row("/g", List.of("", "{}")));
        assertThat(diff.same()).containsExactly(new SpecDiff.Row("/a/c~1d", List.of("[1,2]", "[1,2]")));
    }

    @Test
    void unknownWordsAreShownAsTheyWereTyped() {
        assertThat(TypedWords.of("A Great, blorptastic film!", List.of("<start>", "a", "great", "<unknown>", "film")))
                .containsExactly("<start>", "A", "Great", "blorptastic", "film");
        // Of a long text a model reads the end.
        assertThat(TypedWords.of("one two three", List.of("<unknown>", "three")))
                .containsExactly("two", "three");
    }

    @Test
    void aModelThatDividesTextsInAnotherWayKeepsItsTokens() {
        assertThat(TypedWords.of("film", List.of("f", "i", "l", "m"))).containsExactly("f", "i", "l", "m");
        assertThat(TypedWords.of("a b", List.of("<unknown>", "a", "b"))).containsExactly("<unknown>", "a", "b");
    }
}
