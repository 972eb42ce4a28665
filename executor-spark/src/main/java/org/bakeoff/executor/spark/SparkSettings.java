package org.bakeoff.executor.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.TerminalText;
import org.bakeoff.io.VariableText;
import org.bakeoff.training.executor.ExecutorOptions;

/** Makes Spark's settings from the user's, those of spark-submit, and what trials need. */
final class SparkSettings {

    /** Options of the JVM of every trial. */
    static final String JAVA_OPTIONS = "spark.bakeoff.javaOptions";

    /** How many GPUs a task gets. */
    static final String GPUS = "spark.task.resource.gpu.amount";

    private static final String MASTER = "spark.master";
    private static final String PLUGINS = "spark.plugins";

    private static final String LOOPBACK = "127.0.0.1";

    /** A master whose tasks run in this process, with its classes. */
    static final Pattern LOCAL = Pattern.compile("local(\\[.*])?");

    private static final Pattern MASTERS =
            Pattern.compile("spark://[^/\\s:]+:\\d+(,[^/\\s:]+:\\d+)*|local(-cluster)?(\\[.*])?|yarn|k8s://.+");

    private SparkSettings() {}

    /** Returns Spark's settings; refuses a missing master, settings that aren't Spark's, and variables that aren't set. */
    static SparkConf of(ExecutorOptions options) {
        requireAddress();
        SparkConf conf = new SparkConf();
        options.conf().forEach((name, value) -> {
            if (!name.startsWith("spark.")) {
                throw invalid(
                        "--conf " + name + "=" + Redaction.MARK + " is no setting of Spark",
                        "Their names begin with 'spark.'.");
            }
            try {
                conf.set(name, new VariableText(value).expanded());
            } catch (IOException e) {
                throw invalid("--conf " + name + " can't be used: " + e.getMessage(), "");
            }
        });
        if (options.master() != null) {
            conf.set(MASTER, options.master());
        }
        checkMaster(conf);
        if (LOCAL.matcher(conf.get(MASTER)).matches()) {
            // Others on this machine could have the plugins and the data from Spark's servers, and send them messages.
            conf.setIfMissing("spark.driver.host", LOOPBACK);
            conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
            // Spark makes a secret of its own.
            conf.setIfMissing("spark.authenticate", "true");
        }
        conf.setIfMissing("spark.app.name", "bakeoff");
        conf.setIfMissing("spark.ui.enabled", "false");
        // A lost machine isn't the fault of the trial that it ran.
        conf.setIfMissing("spark.task.maxFailures", "8");
        conf.set(PLUGINS, appended(conf.get(PLUGINS, ""), MessagingPlugin.class.getName()));
        return conf;
    }

    static String appended(String list, String more) {
        return list.isBlank() ? more : list + "," + more;
    }

    static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Refuses a machine of whose name no address is known, as Spark's own classes do by failing to load. */
    private static void requireAddress() {
        try {
            if (System.getenv("SPARK_LOCAL_IP") == null && System.getenv("SPARK_LOCAL_HOSTNAME") == null) {
                InetAddress.getLocalHost();
            }
        } catch (UnknownHostException e) {
            throw invalid(
                    "Spark needs an address of this machine, and none is known of its name ("
                            + TerminalText.of(String.valueOf(e.getMessage())) + ")",
                    "Add the name to /etc/hosts, or set SPARK_LOCAL_IP to an address of this machine that the cluster"
                            + " reaches; for --master local[2] that is 127.0.0.1.");
        }
    }

    private static void checkMaster(SparkConf conf) {
        String master = conf.get(MASTER, "");
        if (master.isEmpty()) {
            throw invalid(
                    "The executor spark needs --master URL, the address of Spark's master",
                    "It is one such as spark://HOST:7077; local[2] tries it on this machine.");
        }
        if (!MASTERS.matcher(master).matches()) {
            throw invalid(
                    "--master " + master + " is no address of a Spark master", "It is one such as spark://HOST:7077.");
        }
    }

    private static BakeoffException invalid(String problem, String remedy) {
        return new BakeoffException(ErrorCode.EXECUTOR_INVALID, ErrorLocation.NONE, problem, remedy);
    }
}
