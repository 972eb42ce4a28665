package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SpringBootAppTest {

    @TempDir
    static Path folder;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void trainThere(DynamicPropertyRegistry registry) {
        registry.add("reviews.folder", () -> folder.toString());
    }

    @Test
    void itTrainsInTheBackgroundAndThenPredicts() throws Exception {
        Client client = new Client(port);

        assertThat(client.stateAtTheEnd()).contains("\"ready\"").containsAnyOf("lstm", "words");
        assertThat(client.predict("The plot was not dull.").body())
                .matches("\\{\"label\":\"(positive|negative)\",\"probability\":[0-9.E-]+}");
    }
}
