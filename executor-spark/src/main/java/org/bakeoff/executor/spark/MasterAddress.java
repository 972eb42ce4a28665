package org.bakeoff.executor.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.SecretFilter;

/** Checks the address of the masters of a standalone cluster. */
final class MasterAddress {

    private static final String SCHEME = "spark://";
    private static final int TIMEOUT_MILLIS = 10_000;

    private MasterAddress() {}

    /** Refuses an address if this machine can't connect to any master in it. Spark would try for a minute. */
    static void check(String address) throws IOException {
        if (!address.startsWith(SCHEME)) {
            return;
        }
        IOException reason = new IOException("it names no host");
        for (String master : List.of(address.substring(SCHEME.length()).split(","))) {
            int colon = master.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(
                                master.substring(0, colon), Integer.parseInt(master.substring(colon + 1))),
                        TIMEOUT_MILLIS);
                return;
            } catch (IOException e) {
                reason = e;
            } catch (IllegalArgumentException e) {
                reason = new IOException("there is no such port", e);
            }
        }
        throw unusable(address, reason);
    }

    static IOException unusable(String address, Exception reason) {
        String words =
                reason instanceof UnknownHostException ? "no host of that name is known" : TrialJob.reason(reason);
        if (SparkSettings.LOCAL.matcher(address).matches()) {
            return new IOException(
                    "Spark can't be started in this process: " + words
                            + ". Check --conf, and the variables whose names begin with SPARK_ or HADOOP_.",
                    reason);
        }
        return new IOException(
                "The Spark master at " + Redaction.value(address) + " can't be used: "
                        + new SecretFilter().add(address).filtered(words)
                        + ". Check that it runs, that this machine reaches it, and that --master says what its log says.",
                new SecretFilter().add(address).filtered(reason));
    }
}
