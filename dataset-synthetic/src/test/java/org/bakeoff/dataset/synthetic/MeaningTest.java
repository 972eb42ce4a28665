package org.bakeoff.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the reference for the labels itself, on sentences labelled by hand. */
class MeaningTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The plot was gripping",
                "The plot was not dull at all",
                "The acting was dull but the ending thrilled",
                "The ending thrilled, even though I found the acting dull",
                "Though the acting was dull, the ending thrilled",
                "The acting was not gripping but the ending never dragged",
                "The ending was not only gripping but also witty",
                "The acting was by no means dull and the plot was superb",
            })
    void praises(String sentence) {
        assertThat(Meaning.positive(sentence)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I found the plot utterly boring",
                "Nobody could call the camera work dull, yet the music was rather bland",
                "The plot was not gripping at all",
                "The acting was gripping, and yet the ending was a mess",
                "The ending bored although the acting was gripping",
                "Although the acting was not dull, the ending was far from gripping",
                "The plot was not only dull but really bland",
            })
    void blames(String sentence) {
        assertThat(Meaning.positive(sentence)).isFalse();
    }
}
