package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs whose run directory is on HDFS: Hadoop's own NameNode and DataNode. */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class HdfsTest extends StoredRunContract {

    private static final Pattern PORT = Pattern.compile("\"namenode_port\"\\s*:\\s*(\\d+)");

    private static Program server;
    private static String address;
    private static FileSystem hdfs;

    @BeforeAll
    static void startServer() throws Exception {
        Path details = folder.resolve("details.json");
        server = Program.java(
                folder,
                Map.of(),
                List.of(
                        "-Xmx256m",
                        "-cp",
                        Program.SERVERS + "/*:" + Program.S3A + "/*:" + Program.SPARK + "/*",
                        "org.apache.hadoop.test.MiniDFSClusterManager",
                        "-format",
                        "-D",
                        "hdfs.minidfs.basedir=" + folder.resolve("hdfs"),
                        "-writeDetails",
                        details.toString()));
        server.await(() -> port(details).isPresent());
        address = "hdfs://127.0.0.1:" + port(details).orElseThrow();
        hdfs = FileSystem.newInstance(URI.create(address), new Configuration());
    }

    /** Returns the port once the server has written it down. */
    private static Optional<String> port(Path details) {
        try {
            Matcher port = PORT.matcher(Files.exists(details) ? Files.readString(details) : "");
            return port.find() ? Optional.of(port.group(1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        hdfs.close();
        server.kill();
    }

    @Override
    String place(String name) {
        return address + "/runs/" + name;
    }

    @Override
    Program start(Path cache, List<String> arguments) throws IOException {
        return Program.bakeoff(folder, cache, true, arguments);
    }

    @Override
    FileSystem files() {
        return hdfs;
    }

    @Test
    void aFullFileSystemIsNamedAndTheRunResumedOnceThereIsSpace() throws Exception {
        letTrialsWait();
        hdfs.mkdirs(path("full", ""));
        Program run = run("full", "first");
        run.await(() -> isThere("full", CHECKPOINT));
        setQuota("full", 1);
        letTrialsContinue();
        run.end(1);
        assertThat(run.says()).contains("The run directory " + place("full") + " can't be written to: ");
        setQuota("full", HdfsConstants.QUOTA_RESET);

        Program resumed = run("full", "first").end(0);
        assertThat(resumed.says()).contains("mark-1  resumes from its checkpoint, in epoch ");
        assertSame("full");
    }

    private void setQuota(String name, long bytes) throws IOException {
        ((DistributedFileSystem) hdfs).setQuota(path(name, ""), HdfsConstants.QUOTA_DONT_SET, bytes);
    }
}
