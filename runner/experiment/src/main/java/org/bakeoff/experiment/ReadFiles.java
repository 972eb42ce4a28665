package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.Sources;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Spec;

/**
 * The files and folders that an experiment reads, of which nothing may be replaced or deleted.
 *
 * @param places without links
 * @param sources what the dataset names: files, folders and patterns
 * @param queried patterns of files in queries, which hidden files match, too
 */
record ReadFiles(Set<Path> places, List<String> sources, List<String> queried) {

    /** Returns what the dataset and the models read. A dataset that says nothing reads every path of its configuration. */
    static ReadFiles of(Spec spec, DataLoader.Loaded data) throws IOException {
        List<String> sources = new ArrayList<>();
        data.inputs().stream().map(SourceFingerprint::source).forEach(sources::add);
        if (data.others().isEmpty()) {
            sources.addAll(Records.paths(spec.dataset().config()));
        }
        spec.models()
                .forEach(model -> sources.addAll(Records.paths(model.provider().config())));
        List<Path> found = new ArrayList<>(data.others().orElse(Set.of()));
        spec.imported().forEach(model -> found.addAll(model.files()));
        for (String source : sources) {
            found.addAll(Sources.places(source));
        }
        Set<Path> places = new LinkedHashSet<>();
        for (Path one : found) {
            if (Files.exists(one)) {
                places.add(one.toRealPath());
            }
        }
        return new ReadFiles(places, inputs(data), patterns(data));
    }

    /** Returns what the dataset says that it reads, of which more may be found: nothing that it treats in a way of its own is looked at. */
    static ReadFiles said(DataLoader.Loaded data) {
        return new ReadFiles(Set.of(), inputs(data), patterns(data));
    }

    private static List<String> inputs(DataLoader.Loaded data) {
        return data.inputs().stream().map(SourceFingerprint::source).toList();
    }

    private static List<String> patterns(DataLoader.Loaded data) {
        return data.others().orElse(Set.of()).stream()
                .filter(one -> !Files.exists(one))
                .map(Path::toString)
                .toList();
    }

    /** Returns what a file that exists is, or lies in; empty if it isn't read. */
    Optional<Path> covering(Path file) throws IOException {
        Path real = file.toRealPath();
        return places.stream().filter(real::startsWith).findFirst();
    }

    /** Returns the folder or the pattern of which a file would be a part; empty if there is none. */
    Optional<String> taking(Path file) throws IOException {
        for (String source : sources) {
            if (!source.equals(DataLoader.EXAMPLES) && Sources.takes(source, file, false)) {
                return Optional.of(source);
            }
        }
        for (String pattern : queried) {
            if (takes(pattern, file)) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }

    /** Returns whether a file would match a pattern, which may as well be the name of a file that isn't there, with any characters. */
    private static boolean takes(String pattern, Path file) {
        try {
            return Sources.takes(pattern, file, true);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns something that is a file or folder, or lies in it; empty if there is nothing. */
    Optional<Path> within(Path place) throws IOException {
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        Path real = place.toRealPath();
        return places.stream().filter(read -> read.startsWith(real)).findFirst();
    }
}
