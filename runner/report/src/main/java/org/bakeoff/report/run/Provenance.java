package org.bakeoff.report.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.Json;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says where a result comes from: {@code run.json}.
 *
 * @param started when the run started, in ISO 8601
 * @param software what it ran with
 * @param compute what it ran on
 * @param spec the SHA-256 of spec.json, which carries no checksum of its own because people copy it; see {@link #checksum}. Null
 *     while spec.json is being replaced
 * @param data the files that the dataset read
 * @param code the jars that it ran
 * @param course how it went
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        String started,
        @JsonUnwrapped Software software,
        @JsonUnwrapped Compute compute,
        @Nullable String spec,
        List<DataSource> data,
        @JsonUnwrapped Code code,
        @JsonUnwrapped Course course) {

    /** Copies the list. */
    public Provenance {
        data = List.copyOf(data);
    }

    /**
     * The versions of what a run ran with.
     *
     * @param commit the commit that Bakeoff was built from, or "unknown"
     * @param versions the versions of Bakeoff, Java, DJL, PyTorch and the system, by their names
     */
    public record Software(String commit, Map<String, String> versions) {}

    /**
     * Says what a run ran on.
     *
     * @param device the device that trials were computed on
     * @param cores the processor cores of the machine
     * @param threads the threads of each trial
     * @param workers the number of worker processes
     * @param executor the name of the executor that ran the trials; null where this machine did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Compute(
            String device,
            int cores,
            int threads,
            int workers,
            @Nullable String executor) {}

    /**
     * A file or folder that the dataset read.
     *
     * @param source its path or URL
     * @param sha256 its SHA-256
     * @param bytes its size
     */
    public record DataSource(String source, String sha256, long bytes) {}

    /**
     * The jars that a run ran.
     *
     * @param plugins the plugins that its spec names; where trials were compared that had been trained with others, those too
     * @param natives the jars with PyTorch's natives; null until the run has ended, since hashing them takes a while
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Code(List<PluginJar> plugins, @Nullable List<NativeJar> natives) {}

    /**
     * A plugin and its jar.
     *
     * @param name the plugin's name
     * @param type its class
     * @param version the version that its jar names, or "unknown"
     * @param jar the name of the jar, or of the folder of classes
     * @param sha256 the SHA-256 of that
     * @param libraries the SHA-256 of the libraries that it uses; null in runs of earlier versions
     * @param fields the SHA-256 of the values that the instance of a dataset or model was made with; null if there are none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PluginJar(
            String name,
            @JsonProperty("class") String type,
            String version,
            String jar,
            String sha256,
            @Nullable String libraries,
            @Nullable String fields) {

        /** Returns whether another one runs the same code, as far as both say what it is. */
        public boolean isSameCode(PluginJar other) {
            return sha256.equals(other.sha256) && isSame(libraries, other.libraries);
        }

        /** Returns whether another one was made with the same values, likewise. */
        public boolean hasSameFields(PluginJar other) {
            return isSame(fields, other.fields);
        }

        private static boolean isSame(@Nullable String one, @Nullable String other) {
            return one == null || other == null || one.equals(other);
        }
    }

    /**
     * A jar of native libraries.
     *
     * @param jar its name
     * @param sha256 its SHA-256
     */
    public record NativeJar(String jar, String sha256) {}

    /**
     * Says how a run went.
     *
     * @param seconds how long it took
     * @param looks the seeds of each model at every look at the results
     * @param replacedPlugins the plugins whose jars were replaced while it ran
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Course(Seconds seconds, List<Map<String, Integer>> looks, List<ReplacedPlugin> replacedPlugins) {

        /** Copies the lists. */
        public Course {
            looks = List.copyOf(looks);
            replacedPlugins = List.copyOf(replacedPlugins);
        }

        /** Describes a run of which no plugin was replaced so far. */
        public Course(Seconds seconds, List<Map<String, Integer>> looks) {
            this(seconds, looks, List.of());
        }
    }

    /**
     * A plugin's jar or folder that was replaced during a run.
     *
     * @param jar where it is
     * @param sha256 its SHA-256 at the start
     * @param now its SHA-256 at the end; null if it couldn't be read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReplacedPlugin(
            String jar, String sha256, @Nullable String now) {}

    /**
     * Says how long a run took, in seconds.
     *
     * @param data to have the data
     * @param total everything, since the run was last resumed; null until it has ended
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Seconds(double data, @Nullable Double total) {}

    /**
     * Returns the provenance of the same run once it has ended.
     *
     * @param total how long it took, in seconds
     * @param natives the jars with PyTorch's natives
     * @param replaced the plugins whose jars were replaced while it ran
     */
    public Provenance ended(double total, List<NativeJar> natives, List<ReplacedPlugin> replaced) {
        return new Provenance(
                started,
                software,
                compute,
                spec,
                data,
                new Code(code.plugins(), natives),
                new Course(new Seconds(course.seconds().data(), total), course.looks(), replaced));
    }

    /** Returns the provenance of the same run after some looks at its results. */
    public Provenance looked(List<Map<String, Integer>> looks) {
        return new Provenance(started, software, compute, spec, data, code, new Course(course.seconds(), looks));
    }

    /** Returns the provenance of the same comparison, of trials that were trained with other plugins than those that it ran. */
    public Provenance trainedWith(Collection<PluginJar> plugins) {
        List<PluginJar> all = new ArrayList<>(code.plugins());
        all.addAll(plugins);
        return new Provenance(started, software, compute, spec, data, new Code(all, code.natives()), course);
    }

    /** Returns the same provenance while spec.json is being replaced. */
    Provenance withoutSpec() {
        return new Provenance(started, software, compute, null, data, code, course);
    }

    /** Returns run.json, without its checksum. */
    public ObjectNode toJson() {
        return Json.COMPACT.valueToTree(this);
    }

    /** Returns the SHA-256 of a spec, however its JSON is laid out. */
    public static String checksum(JsonNode spec) {
        return Sha256.of(Json.read(spec).toString());
    }
}
