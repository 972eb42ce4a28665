package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks whether a run may resume the one in its run directory, which needs the same spec, data, plugins and versions. */
final class ResumeCheck {

    private static final int SHOWN = 12;
    private static final int MOST = 20;

    private final RunDirectory directory;
    private final JsonNode spec;
    private final JsonNode run;

    private ResumeCheck(RunDirectory directory, JsonNode spec, JsonNode run) {
        this.directory = directory;
        this.spec = spec;
        this.run = run;
    }

    /**
     * Reads the run of a run directory.
     *
     * @throws BakeoffException if it can't be read; the message is for the user
     */
    static ResumeCheck of(RunDirectory directory) {
        return new ResumeCheck(directory, directory.spec(), directory.provenance());
    }

    /**
     * Reads the run that another one is to resume.
     *
     * @throws BakeoffException if it can't be read; the message is for the user, and says how to start over
     */
    static ResumeCheck before(RunDirectory directory) {
        try {
            return of(directory);
        } catch (BakeoffException e) {
            throw new BakeoffException(
                    e.code(),
                    e.location(),
                    e.getMessage() + "\nWithout it, Bakeoff can't tell whether this run can be resumed",
                    "Choose another folder with --out, or start over with --overwrite, which deletes what is there.",
                    e);
        }
    }

    /** Returns when the run started, in ISO 8601. */
    String started() {
        return run.path("started").asString("");
    }

    /** Returns the seeds of each model at every look at the results. */
    List<Map<String, Integer>> looks() {
        List<Map<String, Integer>> looks = new ArrayList<>();
        for (JsonNode look : run.path("looks")) {
            Map<String, Integer> seeds = new LinkedHashMap<>();
            look.properties()
                    .forEach(entry -> seeds.put(entry.getKey(), entry.getValue().asInt(0)));
            looks.add(seeds);
        }
        return looks;
    }

    /**
     * Checks that the run had this spec, or one with the first of its seeds.
     *
     * @throws RunDirectoryInUseException if it had another; the message says what differs
     */
    void check(Spec now) {
        JsonNode after = trained(Json.read(now.toJson()));
        refuse(differences("", withSeedsOf(after, trained(spec)), after).toList());
    }

    /** Returns a spec with the seeds of a later one, where that has its own and further ones. */
    private static JsonNode withSeedsOf(JsonNode later, JsonNode spec) {
        JsonNode all = later.path("training").path("seeds");
        boolean longer = spec.path("training") instanceof ObjectNode training
                && training.path("seeds") instanceof ArrayNode some
                && some.size() <= all.size()
                && IntStream.range(0, some.size())
                        .allMatch(index -> some.get(index).equals(all.get(index)));
        if (longer) {
            ((ObjectNode) spec.path("training")).set("seeds", all);
        }
        return spec;
    }

    /** Removes what trials don't depend on, so that correcting the primary metric needs no new training. */
    private static JsonNode trained(JsonNode spec) {
        return spec instanceof ObjectNode object ? object.deepCopy().without("comparison") : spec;
    }

    /**
     * Checks that the run had the same data, plugins and versions.
     *
     * @throws RunDirectoryInUseException if it had others; the message says which
     */
    void check(Provenance now) {
        refuse(differences(Json.read(now.toJson())));
    }

    /** Returns the differences to another run in versions, device, data, plugins and natives, a sentence each. */
    List<String> changes(ResumeCheck other) {
        return differences(other.run);
    }

    /** Returns whether another run had the same data. */
    boolean sameData(ResumeCheck other) {
        return files("the data ", "source", run.path("data"), other.run.path("data"))
                .findAny()
                .isEmpty();
    }

    private List<String> differences(JsonNode now) {
        Stream<String> versions = Stream.of("bakeoff", "djl", "pytorch")
                .flatMap(name -> differences(
                        "the version of " + name,
                        run.path("versions").path(name),
                        now.path("versions").path(name)));
        Stream<String> others = Stream.of(
                        differences("the commit that Bakeoff was built from", run.path("commit"), now.path("commit")),
                        differences("the device", run.path("device"), now.path("device")),
                        files("the data ", "source", run.path("data"), now.path("data")),
                        files("the plugin ", "class", run.path("plugins"), now.path("plugins")),
                        run.has("natives") && now.has("natives")
                                ? files("PyTorch's natives ", "jar", run.path("natives"), now.path("natives"))
                                : Stream.<String>empty())
                .flatMap(stream -> stream);
        return Stream.concat(versions, others).toList();
    }

    private void refuse(List<String> differences) {
        if (differences.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>(differences.subList(0, Math.min(MOST, differences.size())));
        if (differences.size() > MOST) {
            shown.add("and " + (differences.size() - MOST) + " more");
        }
        throw new RunDirectoryInUseException(
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                directory.path(),
                directory.path() + " holds a run of another experiment:\n  " + String.join("\n  ", shown),
                "To resume that one, undo what has changed. Else choose another folder with --out, or start over with"
                        + " --overwrite, which deletes what is there.");
    }

    /** Returns the differences of two trees, a line each, with the pointer of the place. */
    private static Stream<String> differences(String place, JsonNode was, JsonNode is) {
        if (was instanceof ObjectNode before && is instanceof ObjectNode after) {
            TreeSet<String> keys = new TreeSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            return keys.stream().flatMap(key -> differences(place + "/" + key, before.path(key), after.path(key)));
        }
        return was.equals(is) ? Stream.empty() : Stream.of(place + " was " + show(was) + ", is now " + show(is));
    }

    /** Returns the differences in the SHA-256 of two lists of files. */
    private static Stream<String> files(String what, String key, JsonNode was, JsonNode is) {
        Map<String, String> before = new LinkedHashMap<>();
        was.forEach(file ->
                before.put(file.path(key).asString(""), file.path("sha256").asString("")));
        List<String> differences = new ArrayList<>();
        for (JsonNode file : is) {
            String sha256 = before.remove(file.path(key).asString(""));
            String now = file.path("sha256").asString("");
            if (sha256 == null) {
                differences.add(what + file.path(key).asString("") + " was not there");
            } else if (!sha256.equals(now)) {
                String jar = file.has("jar") ? " (" + file.path("jar").asString() + ")" : "";
                differences.add(what + file.path(key).asString("") + jar + " was another: SHA-256 " + start(sha256)
                        + ", is now " + start(now));
            }
        }
        before.keySet().forEach(gone -> differences.add(what + gone + " is not there any more"));
        return differences.stream();
    }

    private static String start(String sha256) {
        return sha256.substring(0, Math.min(SHOWN, sha256.length())) + "...";
    }

    private static String show(JsonNode value) {
        String text = value.isMissingNode() ? "not there" : value.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
