package org.bakeoff.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(Meaning.of(Grammar.MOVIES, sentence)).isEqualTo("positive");
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
        assertThat(Meaning.of(Grammar.MOVIES, sentence)).isEqualTo("negative");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEWS | Readers learned of operas | culture",
                "NEWS | The report moved from operas to goals and medals | sport",
                "SUPPORT | The login is down | urgent",
                "SUPPORT | The login is not down but fine | routine",
                "SUPPORT | The login is anything but stable and no longer usable | urgent",
                "MARKETS | The price went from a slump to a boom | rising",
                "MARKETS | Having been at a peak and moved to a floor | falling",
                "MARKETS | The price closed at a peak having opened at a floor | rising",
                "MARKETS | The price arrived at a peak coming from a summit | steady",
                "PRODUCTS | I find the lid handy | keep",
                "PRODUCTS | The label called the lid handy, as far as anybody can tell by reading, and that is false | return",
                "PRODUCTS | The label called the lid flimsy, as far as anybody can tell by reading, and I differ | keep",
            })
    void tells(Grammar grammar, String sentence, String label) {
        assertThat(Meaning.of(grammar, sentence)).isEqualTo(label);
    }
}
