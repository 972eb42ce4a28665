package org.bakeoff.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    @Test
    void whatOnlyOneProcessCanHaveIsNotPassedOn() {
        List<String> kept = List.of(
                "-Xmx1g",
                "-Xms64m",
                "-Xss4m",
                "-XX:MaxRAMPercentage=40",
                "-XX:ErrorFile=/tmp/crash-%p.log",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedArchiveFile=/opt/bakeoff/archive",
                "-Dfile.encoding=UTF-8",
                "-Dmine=1",
                "-Dlines=a\nb",
                "-ea",
                "-Xint",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED");
        List<String> left = List.of(
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-agentpath:/opt/profiler.so=file=a",
                "-javaagent:a.jar",
                "-Xrunjdwp:transport=dt_socket,server=y,address=5005",
                "-Xdebug",
                "-Dcom.sun.management.jmxremote",
                "-Dcom.sun.management.jmxremote.port=9010",
                "-XX:+ManagementServer",
                "-XX:StartFlightRecording=filename=a.jfr",
                "-XX:StartFlightRecording",
                "-XX:FlightRecorderOptions=repository=a",
                "-XX:ArchiveClassesAtExit=a.jsa",
                "-Xlog:gc:file=gc.log",
                "-Xloggc:gc.log",
                "-verbose:gc");

        assertThat(WorkerCommand.passed(kept)).containsExactlyElementsOf(kept);
        assertThat(WorkerCommand.passed(left)).isEmpty();
    }

    @Test
    void optionsInVariablesDontReachAWorkerAgain() {
        Map<String, String> inherited = new HashMap<>(Map.of(
                "JAVA_TOOL_OPTIONS",
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "JDK_JAVA_OPTIONS",
                "-Xlog:gc:file=gc.log",
                "_JAVA_OPTIONS",
                "-Xmx1g",
                "HOME",
                "/home/me",
                "CUDA_VISIBLE_DEVICES",
                "0,1"));

        new WorkerCommand(List.of(), "", "Main", List.of(), Map.of("CUDA_VISIBLE_DEVICES", "1")).adapt(inherited);

        assertThat(inherited).isEqualTo(Map.of("HOME", "/home/me", "CUDA_VISIBLE_DEVICES", "1"));
    }
}
