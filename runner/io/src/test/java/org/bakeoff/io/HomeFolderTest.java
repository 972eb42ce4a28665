package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class HomeFolderTest {

    @Test
    void onlyAWaveAloneAtTheStartStandsForTheHome() {
        Map<String, String> environment = Map.of("HOME", "/home/me");

        assertThat(HomeFolder.expanded(Path.of("~"), environment, new Properties()))
                .isEqualTo(Path.of("/home/me"));
        assertThat(HomeFolder.expanded(Path.of("~/a/b"), environment, new Properties()))
                .isEqualTo(Path.of("/home/me/a/b"));
        for (String other : new String[] {"a/~", "/~", "~you/a", "a"}) {
            assertThat(HomeFolder.expanded(Path.of(other), environment, new Properties()))
                    .isEqualTo(Path.of(other));
        }
        assertThat(HomeFolder.expanded(Path.of("~/a"), Map.of(), new Properties()))
                .isEqualTo(Path.of("~/a"));
    }
}
