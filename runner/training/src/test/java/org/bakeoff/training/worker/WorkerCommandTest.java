package org.bakeoff.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker's command line has of this process's options. */
class WorkerCommandTest {

    @Test
    void secretsAreNotPassedOn() {
        List<String> kept = List.of("-Xmx1g", "-Dbakeoff.log=DEBUG", "-Dhttp.proxyHost=proxy", "-XX:+UseSerialGC");
        List<String> left = List.of(
                "-Dhttp.proxyPassword=planted",
                "-Djavax.net.ssl.trustStorePassword=planted",
                "-Dmine=https://planted:planted@host/a",
                "-javaagent:a.jar");

        assertThat(WorkerCommand.passed(kept)).containsExactlyElementsOf(kept);
        assertThat(WorkerCommand.passed(left)).isEmpty();
    }
}
