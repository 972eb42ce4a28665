package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.DataContext;

/**
 * Opens the files that a configuration names: files, patterns of files, URLs, folders of classes, and extracted datasets of
 * Hugging Face, whose files are named after their split.
 */
record SourceFiles(DataContext context, Reading reading) {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    /** Begins the name of a variable, whose value may be a secret. */
    private static final String VARIABLE = "${";

    private static final Pattern NAME = Pattern.compile("(?<!\\$)\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private static final String FORMATS = "csv|tsv|tab|jsonl|ndjson|json|parquet|arrow";
    private static final String COMPRESSIONS = "gz|zst|zip";
    private static final String FORM = "\\.(" + FORMATS + ")(\\.(" + COMPRESSIONS + "))?";

    /** Ends the name of a file that is one of several by its number. */
    private static final Pattern NUMBERED = Pattern.compile("(?i)[0-9]" + FORM + "$");

    private static final Pattern PART = Pattern.compile("-([0-9]{5})-of-([0-9]{5})[.]");

    /** Opens the training set. */
    List<TextSource> train() throws IOException {
        List<TextSource> train = open(reading.config().train(), "train");
        if (reading.config().share().isPresent()) {
            for (String name : reading.config().train()) {
                if (train.stream().anyMatch(source -> source.name().startsWith(name + "/"))
                        && !splitFiles(Path.of(name), "test").isEmpty()) {
                    reading.note(
                            new TextSource(name, Path.of(name)),
                            "it has a test set, which is not read; \"test\": " + TextSource.json(name)
                                    + " tests on it");
                }
            }
        }
        return train;
    }

    /** Opens the test set. */
    List<TextSource> test() throws IOException {
        return open(reading.config().test(), "test");
    }

    private List<TextSource> open(List<String> names, String split) throws IOException {
        List<TextSource> all = new ArrayList<>();
        for (String name : names) {
            if (isPattern(context.expand(name))) {
                for (Path file : context.openAll(name)) {
                    all.add(new TextSource(shown(name, file), file));
                }
                continue;
            }
            TextSource source = new TextSource(name, opened(name, split));
            List<Path> files = splits(source.path(), split);
            source.checkTarget(source.path().resolve("data"));
            for (Path file : files) {
                source.checkTarget(file);
            }
            if (files.isEmpty()) {
                checkSaved(source);
                all.add(source);
            }
            requireOneForm(source, split, files);
            requireOneNumbering(source, files);
            noteMissingParts(source, files);
            files.forEach(
                    file -> all.add(new TextSource(name + "/" + source.path().relativize(file), file)));
        }
        requireOnce(all, split);
        return withDistinctNames(all);
    }

    /** Opens a file or a folder; of one that has files of a split these alone, so that what else is there may change. */
    private Path opened(String name, String split) throws IOException {
        String expanded = context.expand(name);
        Path folder = URL.matcher(expanded).matches() ? Path.of("") : Path.of(expanded);
        List<Path> files = URL.matcher(expanded).matches() ? List.of() : splits(folder, split);
        TextSource source = new TextSource(name, folder);
        for (Path file : files) {
            source.checkTarget(file);
        }
        if (files.isEmpty()) {
            return context.open(name, null);
        }
        boolean small = files.stream()
                .map(file -> file.getFileName().toString())
                .allMatch(file -> file.equals(file.toLowerCase(Locale.ROOT)));
        context.openAll(name + "/{,data/}" + any(split, "", small) + "{,[-_.]*}.{" + any(FORMATS, "", small) + "}{,"
                + any(COMPRESSIONS, ".", small) + "}");
        return folder;
    }

    /** Returns names as a pattern has them in braces, in small letters or in any. */
    private static String any(String names, String before, boolean small) {
        return Arrays.stream(names.split("[|]"))
                .map(name -> small
                        ? name
                        : name.chars()
                                .mapToObj(letter -> "[" + (char) letter + (char) Character.toUpperCase(letter) + "]")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("," + before, before, ""));
    }

    /** Returns the files of a split that a folder has, in order; none if it is none, or one of classes. */
    private List<Path> splits(Path folder, String split) throws IOException {
        return Files.isDirectory(folder) && reading.config().format() != TextConfig.Format.FOLDERS
                ? splitFiles(folder, split)
                : List.of();
    }

    /** Requires each file to be read once: else each of its rows would count twice. */
    private static void requireOnce(List<TextSource> sources, String split) throws IOException {
        Map<Path, TextSource> met = new HashMap<>();
        for (TextSource source : sources) {
            TextSource other = met.putIfAbsent(source.path().toRealPath(), source);
            if (other != null) {
                throw source.fault("\"" + split + "\" names this file twice"
                        + (other.name().equals(source.name()) ? "" : ", also as " + TextSource.quoted(other.name()))
                        + ", so that each row would count twice. Name it once, by patterns that don't overlap");
            }
        }
    }

    /** Returns the name of a file that matches a pattern, with variables by their names: their values may be secrets. */
    private String shown(String pattern, Path file) throws IOException {
        if (!pattern.contains(VARIABLE)) {
            return file.toString();
        }
        Matcher wildcard = WILDCARD.matcher(pattern.replace(VARIABLE, "--"));
        int end = wildcard.find() ? wildcard.start() : pattern.length();
        String folder = pattern.substring(0, pattern.lastIndexOf('/', end) + 1);
        Path root = Path.of(context.expand(folder)).toAbsolutePath().normalize();
        boolean below = file.startsWith(root);
        String rest = String.valueOf(below ? root.relativize(file) : file.getFileName());
        for (Matcher name = NAME.matcher(pattern.substring(folder.length())); name.find(); ) {
            String value = context.expand(name.group());
            rest = value.isEmpty() ? rest : rest.replace(value, name.group());
        }
        return (below ? folder : pattern + "/") + rest;
    }

    private static boolean isPattern(String name) {
        try {
            return WILDCARD.matcher(name).find() && !URL.matcher(name).matches() && !Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Returns the files of a split in a folder or its folder "data", such as train-00000-of-00002.jsonl, in order; links to nothing
     * among them.
     */
    private static List<Path> splitFiles(Path folder, String split) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path one : List.of(folder, folder.resolve("data"))) {
            if (Files.isDirectory(one)) {
                try (Stream<Path> entries = Files.list(one)) {
                    entries.filter(file -> isSplit(file, split)).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }

    /** Requires a split to be there in one form, and not compressed, in other formats or in the folder "data" besides. */
    private static void requireOneForm(TextSource source, String split, List<Path> files) throws IOException {
        Map<String, Path> met = new HashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst(FORM + "$", "");
            Path other = met.putIfAbsent(name, file);
            if (other != null) {
                String one = source.name() + "/" + source.path().relativize(other);
                throw source.fault("it has \"" + split + "\" in several forms, as "
                        + TextSource.quoted(source.path().relativize(other).toString()) + " and "
                        + TextSource.quoted(source.path().relativize(file).toString())
                        + ", so that each row would count twice. Name the one to read, such as "
                        + TextSource.json(one));
            }
        }
    }

    /** Requires the parts of a split to be of one number: those of an older download may lie beside those of a newer one. */
    private static void requireOneNumbering(TextSource source, List<Path> files) throws IOException {
        Map<String, Path> met = new HashMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            Matcher part = PART.matcher(name);
            if (part.find()) {
                Path other = met.putIfAbsent(name.substring(0, part.start()), file);
                if (other != null && !other.getFileName().toString().contains("-of-" + part.group(2))) {
                    throw source.fault("it has a split in parts of several numbers, as "
                            + TextSource.quoted(source.path().relativize(other).toString()) + " and "
                            + TextSource.quoted(source.path().relativize(file).toString())
                            + ", so that each row would count twice. Delete the older ones");
                }
            }
        }
    }

    /** Notes that a folder lacks parts of a split, by the numbers in the files' names. */
    private void noteMissingParts(TextSource source, List<Path> files) {
        Set<String> parts = new HashSet<>();
        int all = 0;
        if (files.size() > 1
                && files.stream()
                        .anyMatch(file ->
                                !NUMBERED.matcher(file.getFileName().toString()).find())) {
            reading.note(
                    source,
                    files.size() + " files are read, such as "
                            + TextSource.quoted(files.get(0).getFileName().toString()) + " and "
                            + TextSource.quoted(files.get(1).getFileName().toString()) + ", by their names");
        }
        for (Path file : files) {
            Matcher part = PART.matcher(file.getFileName().toString());
            if (part.find()) {
                parts.add(part.group(1));
                all = Math.max(all, Integer.parseInt(part.group(2)));
            }
        }
        if (parts.size() < all) {
            reading.note(
                    source,
                    parts.size() + " of " + all + " parts are there, by the names of the files, such as "
                            + TextSource.quoted(files.get(0).getFileName().toString()) + "; download the others too");
        }
    }

    private static boolean isSplit(Path file, String split) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.matches(split + "([-_.].*)?" + FORM)
                && (Files.isRegularFile(file) || (Files.isSymbolicLink(file) && !Files.exists(file)));
    }

    /** Refuses a folder that Hugging Face's save_to_disk wrote, saying how to get texts out of it. */
    private static void checkSaved(TextSource source) throws InvalidDataException {
        if (Files.exists(source.path().resolve("dataset_dict.json"))
                || Files.exists(source.path().resolve("state.json"))) {
            boolean splits = Files.exists(source.path().resolve("dataset_dict.json"));
            throw source.fault("Hugging Face's save_to_disk wrote this folder, in its own format. Write JSON Lines:"
                    + " python -c \"import datasets, sys; d = datasets.load_from_disk(sys.argv[1]); "
                    + (splits ? "[d[s].to_json(s + '.jsonl') for s in d]" : "d.to_json('train.jsonl')") + "\" "
                    + TextSource.shell(source.name()) + ", and give \"train\": \"train.jsonl\""
                    + (splits ? ", \"test\": \"test.jsonl\"" : ""));
        }
    }

    /** Puts as much of the path before the names of files as makes them differ. */
    private static List<TextSource> withDistinctNames(List<TextSource> sources) {
        List<TextSource> named = sources;
        for (int parents = 1; !distinct(named) && parents < 10; parents++) {
            int depth = parents;
            named = sources.stream()
                    .map(source -> source.named(name(source, depth)))
                    .toList();
        }
        if (distinct(named)) {
            return named;
        }
        List<TextSource> numbered = new ArrayList<>();
        for (TextSource source : sources) {
            numbered.add(source.named((numbered.size() + 1) + "/" + source.file()));
        }
        return numbered;
    }

    private static boolean distinct(List<TextSource> sources) {
        Set<String> names = new HashSet<>();
        return sources.stream().allMatch(source -> names.add(source.file()));
    }

    private static String name(TextSource source, int parents) {
        StringBuilder name = new StringBuilder(source.file());
        boolean variable =
                source.name().contains(VARIABLE) && !URL.matcher(source.name()).matches();
        Path folder = (variable ? Path.of(source.name()) : source.path().toAbsolutePath()).getParent();
        for (int parent = 0; parent < parents && folder != null && folder.getFileName() != null; parent++) {
            name.insert(0, TextSource.printable(folder.getFileName().toString()) + "/");
            folder = folder.getParent();
        }
        return name.toString();
    }
}
