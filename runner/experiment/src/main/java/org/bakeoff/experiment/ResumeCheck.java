package org.bakeoff.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.data.Sources;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Json;
import org.bakeoff.report.ReproductionSentences;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDifference.Subject;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.report.run.RunFiles;
import org.bakeoff.spec.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks whether a run may resume the one in its run directory, which needs the same spec, data, plugins and versions. */
final class ResumeCheck {

    /** So many differences a message lists at most. */
    private static final int MOST = 20;

    private static final String SHA256 = "sha256";

    private static final Set<Subject> SOFTWARE =
            EnumSet.of(Subject.VERSION, Subject.COMMIT, Subject.PLUGIN, Subject.LIBRARIES);

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
        RunFiles.checkFormat(directory);
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

    /**
     * Returns the seeds of each model at every look at the results.
     *
     * @throws BakeoffException if run.json has numbers that no run has
     */
    List<Map<String, Integer>> looks() {
        List<Map<String, Integer>> looks = new ArrayList<>();
        for (JsonNode look : run.path("looks")) {
            Map<String, Integer> seeds = new LinkedHashMap<>();
            look.properties()
                    .forEach(entry ->
                            seeds.put(entry.getKey(), seeds(entry.getValue().asInt(0))));
            looks.add(seeds);
        }
        return looks;
    }

    /** Returns the SHA-256 of each file that the run read: those of its dataset, then those of encodings, then predictions. */
    List<String> inputs() {
        return run.path("data").valueStream().map(file -> text(file, SHA256)).toList();
    }

    private int seeds(int count) {
        if (count < 1 || count > Spec.MOST_TRIALS) {
            throw directory.damaged("a model can't have been looked at with " + count + " seeds");
        }
        return count;
    }

    /**
     * Checks that the run had this spec, or one with the first of its seeds.
     *
     * @throws RunDirectoryInUseException if it had another; the message says what differs
     */
    void check(Spec now) {
        JsonNode after = trained(Json.read(now.toJson()));
        refuse(differences(Subject.SPEC, "", withSeedsOf(after, trained(spec)), after));
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

    /** Removes what trials don't depend on, so that correcting the primary metric or a tag needs no new training. */
    private static JsonNode trained(JsonNode spec) {
        return spec instanceof ObjectNode object ? object.deepCopy().without(List.of("comparison", "tags")) : spec;
    }

    /**
     * Checks that the run had the same data, plugins and versions.
     *
     * @throws RunDirectoryInUseException if it had others; the message says which
     */
    void check(Provenance now) {
        refuse(differences(Json.read(now.toJson())));
    }

    /**
     * Checks that the run had the same plugins and versions, whatever its data.
     *
     * @throws RunDirectoryInUseException if it had others; the message says which
     */
    void checkSoftware(Provenance now) {
        refuse(differences(Json.read(now.toJson())).stream()
                .filter(difference -> SOFTWARE.contains(difference.subject()))
                .toList());
    }

    /** Returns the differences to a later run in versions, device, data, plugins and natives. */
    List<RunDifference> changes(ResumeCheck later) {
        return differences(later.run);
    }

    /** Returns whether another run had the same data. */
    boolean sameData(ResumeCheck other) {
        return data(other.run).isEmpty();
    }

    /**
     * Returns how the data differ. Another version of Bakeoff or of a plugin may read the same data by other names, such as the files
     * of a folder in place of the folder: then they are the same where all that this run read is still the same.
     */
    private List<RunDifference> data(JsonNode now) {
        List<RunDifference> found = files(Subject.DATA, "data", "source", now);
        if (versions(now).isEmpty() && plugins(now).isEmpty()) {
            // The same code reads other names where there are other data, such as a newer file.
            return found;
        }
        List<RunDifference> gone =
                found.stream().filter(one -> one.now().isEmpty()).toList();
        boolean renamed = !gone.isEmpty()
                && found.stream()
                        .allMatch(one -> one.now().isEmpty() || one.before().isEmpty())
                && gone.stream().allMatch(one -> isNow(one.name(), one.before().orElseThrow()));
        return renamed ? List.of() : found;
    }

    private static boolean isNow(String source, String sha256) {
        try {
            return Sources.now(source)
                    .filter(now -> now.sha256().equals(sha256))
                    .isPresent();
        } catch (IOException e) {
            // It can't be told, so that it counts as another.
            return false;
        }
    }

    private List<RunDifference> differences(JsonNode now) {
        List<RunDifference> found = new ArrayList<>(versions(now));
        found.addAll(differences(Subject.DEVICE, "", run.path("device"), now.path("device")));
        found.addAll(data(now));
        found.addAll(plugins(now));
        if (run.has("natives") && now.has("natives")) {
            found.addAll(files(Subject.NATIVES, "natives", "jar", now));
        }
        return found;
    }

    private List<RunDifference> versions(JsonNode now) {
        List<RunDifference> found = new ArrayList<>();
        for (String name : List.of("bakeoff", "djl", "pytorch")) {
            found.addAll(differences(
                    Subject.VERSION,
                    name,
                    run.path("versions").path(name),
                    now.path("versions").path(name)));
        }
        found.addAll(differences(Subject.COMMIT, "", run.path("commit"), now.path("commit")));
        return found;
    }

    private List<RunDifference> plugins(JsonNode now) {
        List<Change<Plugin>> plugins = plugins(SHA256, now);
        Set<Plugin> changed = plugins.stream().map(Change::file).collect(Collectors.toSet());
        List<RunDifference> found = new ArrayList<>(jars(Subject.PLUGIN, plugins));
        // Earlier versions don't say which libraries a plugin has, nor what its fields hold.
        Map<Subject, String> more = new LinkedHashMap<>();
        more.put(Subject.LIBRARIES, "libraries");
        more.put(Subject.FIELDS, "fields");
        more.forEach((subject, key) -> found.addAll(jars(
                subject,
                plugins(key, now).stream()
                        .filter(change -> !changed.contains(change.file())
                                && change.before()
                                        .filter(sha256 -> !sha256.isEmpty())
                                        .isPresent())
                        .toList())));
        return found;
    }

    private record Plugin(String type, String jar) {}

    /** The SHA-256 of a file in this run, if it was there, and in another one. */
    private record Change<K>(K file, Optional<String> before, Optional<String> now) {}

    private List<Change<Plugin>> plugins(String key, JsonNode now) {
        return changes(
                run.path("plugins"),
                now.path("plugins"),
                file -> new Plugin(text(file, "class"), text(file, "jar")),
                key);
    }

    /** Returns a difference for each jar, with all of its plugins. */
    private static List<RunDifference> jars(Subject subject, List<Change<Plugin>> changes) {
        Map<Change<String>, List<String>> jars = new LinkedHashMap<>();
        changes.forEach(change -> jars.computeIfAbsent(
                        new Change<>(change.file().jar(), change.before(), change.now()), jar -> new ArrayList<>())
                .add(change.file().type()));
        return jars.entrySet().stream()
                .map(jar -> new RunDifference(
                        subject,
                        jar.getKey().file(),
                        jar.getValue(),
                        jar.getKey().before(),
                        jar.getKey().now()))
                .toList();
    }

    /** Returns the differences of two lists in run.json. */
    private List<RunDifference> files(Subject subject, String list, String name, JsonNode now) {
        return changes(run.path(list), now.path(list), file -> text(file, name), SHA256).stream()
                .map(change -> new RunDifference(subject, change.file(), List.of(), change.before(), change.now()))
                .toList();
    }

    private void refuse(List<RunDifference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        String shown = differences.stream()
                .limit(MOST)
                .map(difference -> "\n  " + ReproductionSentences.difference(difference))
                .collect(Collectors.joining());
        int more = differences.size() - MOST;
        throw new RunDirectoryInUseException(
                directory.path(),
                differences,
                directory.path() + " holds a run of another experiment:" + shown
                        + (more > 0 ? "\n  and " + more + " more" : ""),
                "To resume that one, undo what has changed. Else choose another folder with --out, or start over with"
                        + " --overwrite, which deletes what is there.");
    }

    /** Returns the differences of two trees; those of a spec have the pointer of the place for a name. */
    private static List<RunDifference> differences(Subject subject, String place, JsonNode was, JsonNode is) {
        if (was instanceof ObjectNode before && is instanceof ObjectNode after) {
            TreeSet<String> keys = new TreeSet<>(before.propertyNames());
            keys.addAll(after.propertyNames());
            return keys.stream()
                    .flatMap(key -> differences(subject, place + "/" + key, before.path(key), after.path(key)).stream())
                    .toList();
        }
        return was.equals(is) ? List.of() : List.of(new RunDifference(subject, place, List.of(), json(was), json(is)));
    }

    private static Optional<String> json(JsonNode value) {
        return Optional.of(value).filter(node -> !node.isMissingNode()).map(JsonNode::toString);
    }

    /** Returns how two lists of files differ in a key, their SHA-256. */
    private static <K> List<Change<K>> changes(JsonNode was, JsonNode is, Function<JsonNode, K> name, String key) {
        // A file may be there twice, such as the predictions of two models.
        Set<Map.Entry<K, String>> before = named(was, name, key);
        Set<Map.Entry<K, String>> now = named(is, name, key);
        Map<K, String> gone = new LinkedHashMap<>();
        before.stream().filter(file -> !now.contains(file)).forEach(file -> gone.put(file.getKey(), file.getValue()));
        List<Change<K>> changes = new ArrayList<>();
        for (Map.Entry<K, String> file : now) {
            if (!before.contains(file)) {
                changes.add(new Change<>(
                        file.getKey(), Optional.ofNullable(gone.remove(file.getKey())), Optional.of(file.getValue())));
            }
        }
        gone.forEach((file, sha256) -> changes.add(new Change<>(file, Optional.of(sha256), Optional.empty())));
        return changes;
    }

    /** Returns the name of each file with a key, its SHA-256. */
    private static <K> Set<Map.Entry<K, String>> named(JsonNode files, Function<JsonNode, K> name, String key) {
        Set<Map.Entry<K, String>> named = new LinkedHashSet<>();
        files.forEach(file -> named.add(Map.entry(name.apply(file), text(file, key))));
        return named;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }
}
