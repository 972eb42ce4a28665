package org.bakeoff.dataset.text;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.toolkit.text.HashOrder;

/** Reads a folder that holds a folder for each class, which holds a file for each text. */
final class ClassFolderReader {

    private static final long BYTES = 64_000_000;
    private static final char UNREADABLE = '\uFFFD';

    private final TextSource source;
    private final Path root;
    private final LabelNames labels;

    ClassFolderReader(TextSource source, LabelNames labels) throws IOException {
        this.source = source;
        this.labels = labels;
        this.root = source.path().toRealPath();
    }

    /** Reads all texts, in an order that looks shuffled but depends on the classes' and files' names alone. */
    List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path folder : entries(root)) {
            if (Files.isDirectory(folder)) {
                for (Path file : entries(folder)) {
                    rows.add(row(name(folder), file));
                }
            }
        }
        if (rows.isEmpty()) {
            throw source.fault(
                    "this folder holds no folders with files: there must be a folder for each class, with a file"
                            + " for each text");
        }
        return HashOrder.sorted(rows, row -> row.id().substring(source.file().length() + 1));
    }

    private Row row(String label, Path file) throws IOException {
        String id = source.file() + "/" + label + "/" + name(file);
        if (!Files.isRegularFile(file)) {
            throw source.fault(TextSource.quoted(label + "/" + name(file))
                    + " is no file; the folder of a class must hold nothing but texts");
        }
        if (Files.size(file) > BYTES) {
            throw source.fault(TextSource.quoted(label + "/" + name(file)) + " has more than " + BYTES
                    + " bytes, which is no text to classify");
        }
        StringWriter text = new StringWriter();
        try (Utf8Reader reader = new Utf8Reader(new TextSource(file.toString(), file))) {
            reader.transferTo(text);
        }
        return new Row(source, 0, id, text.toString(), labels.of(label), null);
    }

    /** Lists a folder without hidden files, such as those that macOS leaves everywhere. */
    private List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> entries = all.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            for (Path entry : entries) {
                // The cache identifies a folder by the files in it.
                if (Files.isSymbolicLink(entry)
                        && !(Files.exists(entry) && entry.toRealPath().startsWith(root))) {
                    throw source.fault(TextSource.quoted(root.relativize(entry).toString())
                            + " is a symbolic link to nothing, or out of the folder; put the files themselves there");
                }
            }
            return entries;
        }
    }

    private String name(Path path) throws InvalidDataException {
        String name = path.getFileName().toString();
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw source.fault("the name " + TextSource.quoted(name) + " holds a control character; rename it");
        }
        if (name.indexOf(UNREADABLE) >= 0) {
            throw source.fault("the name " + TextSource.quoted(name) + " isn't written in the encoding of this system's"
                    + " names, such as UTF-8; rename it");
        }
        return name;
    }
}
