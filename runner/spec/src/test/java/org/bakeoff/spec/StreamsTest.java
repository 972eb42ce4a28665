package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs of earlier versions are resumed and reproduced, so these numbers must never change. */
class StreamsTest {

    /** Computed by a program of a few lines in Python, from the published constants. */
    @Test
    void theSeedsOfStreams() {
        assertThat(Streams.seed(1, "lstm", "engine", 0)).isEqualTo(-7393001206164771881L);
        assertThat(Streams.seed(1, "lstm", "settings", 0)).isEqualTo(-72929710618646406L);
        assertThat(Streams.seed(Long.MAX_VALUE, "bag-of-words", "update 3", 17)).isEqualTo(-6226865727075983560L);
    }
}
