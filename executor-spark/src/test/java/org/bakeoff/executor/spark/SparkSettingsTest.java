package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.training.executor.ExecutorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets among Spark's settings and in addresses, without a cluster. */
class SparkSettingsTest {

    private static final String KEY = "spark.hadoop.fs.s3a.secret.key";

    @TempDir
    private Path folder;

    @Test
    void variablesAreExpandedForSparkAlone() {
        ExecutorOptions options = options("local[2]", KEY, "${BAKEOFF_TEST_SECRET}");

        SparkConf conf = SparkSettings.of(options);

        assertThat(conf.get(KEY)).isEqualTo(System.getenv("BAKEOFF_TEST_SECRET"));
        assertThat(options.conf()).containsEntry(KEY, "${BAKEOFF_TEST_SECRET}");
        assertThat(options.toString()).doesNotContain("planted");
    }

    @Test
    void onThisMachineNobodyElseCanConnect() {
        for (String master : List.of("local", "local[2]", "local[*,3]")) {
            SparkConf conf = SparkSettings.of(options(master, KEY, "x"));
            assertThat(conf.get("spark.driver.bindAddress", "")).isEqualTo("127.0.0.1");
            assertThat(conf.get("spark.driver.host", "")).isEqualTo("127.0.0.1");
            assertThat(conf.getBoolean("spark.authenticate", false)).isTrue();
        }

        SparkConf own = SparkSettings.of(options("local[2]", "spark.driver.host", "10.0.0.1"));
        assertThat(own.get("spark.driver.host")).isEqualTo("10.0.0.1");
        assertThat(SparkSettings.of(options("local[2]", "spark.authenticate", "false"))
                        .getBoolean("spark.authenticate", true))
                .isFalse();
        assertThat(SparkSettings.of(options("spark://host:1", KEY, "x")).contains("spark.driver.host"))
                .isFalse();
    }

    @Test
    void refusalsShowNoValue() {
        assertRefused(options("local[2]", KEY, "planted${BAKEOFF_NOT_SET}"), "BAKEOFF_NOT_SET");
        assertRefused(options("local[2]", "fs.s3a.secret.key", "planted"), "fs.s3a.secret.key");
        assertRefused(options("spork://planted:planted@host:1", KEY, "x"), "spork://***:***@host:1");
        assertThat(options("local[2]", KEY, "planted").toString()).contains(KEY).doesNotContain("planted");
    }

    @Test
    void anAddressIsShownWithoutItsKeys() {
        Throwable fault = catchThrowable(() -> new HadoopRunStore(
                URI.create("nothing://planted-key:planted-secret@bucket/run"), folder, new Configuration()));
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("nothing://***:***@bucket/run").doesNotContain("planted");

        Throwable master =
                MasterAddress.unusable("spark://planted-key:planted-secret@host:1", new Exception("planted-secret"));
        assertThat(master.getMessage() + master.getCause())
                .contains("spark://***:***@host:1")
                .doesNotContain("planted");
    }

    private static void assertRefused(ExecutorOptions options, String shown) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> SparkSettings.of(options))
                .returns(ErrorCode.EXECUTOR_INVALID, BakeoffException::code)
                .withMessageContaining(shown)
                .withMessageNotContaining("planted");
    }

    private static ExecutorOptions options(String master, String name, String value) {
        return new ExecutorOptions(master, Map.of(name, value), "Main", List.of());
    }
}
