package org.bakeoff.dataset.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.toolkit.text.HashOrder;
import org.jspecify.annotations.Nullable;

/** Reads a folder that holds a folder for each class, which holds a file for each text. */
final class ClassFolderReader {

    private static final long BYTES = 64_000_000;
    private static final char UNREADABLE = '\uFFFD';
    private static final int SAMPLE = 8_000;

    /** Where more files than this share end otherwise, the names' endings say nothing. */
    private static final double FEW = 0.1;

    private final TextSource source;
    private final Path root;
    private final TextSource inside;
    private final Reading reading;
    private @Nullable Charset other;
    private long others;

    ClassFolderReader(TextSource source, Reading reading) throws IOException {
        this.source = source;
        this.reading = reading;
        this.root = source.path().toRealPath();
        this.inside = new TextSource(source.name(), root);
    }

    /** Reads all texts, in an order that looks shuffled but depends on the classes' and files' names alone. */
    List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path folder : folders()) {
            for (Path file : entries(folder)) {
                rows.add(row(name(folder), file));
            }
        }
        if (rows.isEmpty()) {
            throw source.fault(
                    "this folder holds no folders with files: there must be a folder for each class, with a file"
                            + " for each text" + tables());
        }
        if (other != null) {
            reading.noteEncoding(
                    source,
                    other,
                    others == rows.size()
                            ? "which is likely, since no text is UTF-8"
                            : "which is likely, " + others + " of " + rows.size() + " texts, which are no UTF-8");
        }
        noteOtherEndings(rows);
        return HashOrder.sorted(rows, row -> row.id().substring(source.file().length() + 1));
    }

    /** Notes files whose names end otherwise than nearly all, such as the copies of editors. */
    private void noteOtherEndings(List<Row> rows) {
        Map<String, List<Row>> endings = rows.stream().collect(Collectors.groupingBy(row -> ending(row.id())));
        List<Row> most = Collections.max(endings.values(), Comparator.comparingInt(List::size));
        String ending = ending(most.get(0).id());
        int others = rows.size() - most.size();
        if (!ending.isEmpty() && others > 0 && others <= FEW * rows.size()) {
            Row one = rows.stream()
                    .filter(row -> !ending(row.id()).equals(ending))
                    .findFirst()
                    .orElseThrow();
            reading.note(
                    source,
                    others + " of " + rows.size() + " files don't end in " + TextSource.quoted(ending)
                            + ", and are texts like the others, such as " + TextSource.quoted(one.id()));
        }
    }

    private static String ending(String id) {
        int dot = id.lastIndexOf('.');
        return dot < id.lastIndexOf('/') ? "" : id.substring(dot).toLowerCase(Locale.ROOT);
    }

    private List<Path> folders() throws IOException {
        return entries(root).stream().filter(Files::isDirectory).toList();
    }

    /** Advises to name tables in the folder by a pattern. */
    private String tables() throws IOException {
        for (Path file : entries(root)) {
            String name = file.getFileName().toString();
            if (Files.isRegularFile(file) && RowReader.ofName(name) != null) {
                return ". To read files such as " + TextSource.quoted(name) + ", name them: \""
                        + TextSource.printable(source.name()) + "/*" + name.substring(name.lastIndexOf('.')) + "\"";
            }
        }
        return "";
    }

    private Row row(String label, Path file) throws IOException {
        String id = source.file() + "/" + label + "/" + name(file);
        checkFile(label, file);
        String name = reading.labels().of(label);
        return new Row(source, 0, id, text(file), name, null);
    }

    private void checkFile(String label, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw source.fault(TextSource.quoted(label + "/" + name(file))
                    + " is no file; the folder of a class must hold nothing but texts");
        }
        if (Files.size(file) > BYTES) {
            throw source.fault(TextSource.quoted(label + "/" + name(file)) + " has more than " + BYTES
                    + " bytes, which is no text to classify");
        }
    }

    private String text(Path file) throws IOException {
        TextSource one = new TextSource(file.toString(), file);
        byte[] bytes = Files.readAllBytes(file);
        ForeignFormat.LFS_POINTER.check(one, bytes);
        if (reading.config().charset().isPresent()) {
            return text(one, reading.config().charset().get());
        }
        if (isUtf8(bytes)) {
            return text(one, StandardCharsets.UTF_8);
        }
        Encoding encoding = Encoding.of(one);
        if (!encoding.guessed()) {
            return text(one, encoding.charset());
        }
        if (hasZero(bytes)) {
            ForeignFormat.of(one).check(one);
        }
        // One text says little of its encoding; all that are no UTF-8 have the same.
        if (other == null) {
            other = Encoding.likely(sample()).map(Encoding::charset).orElse(StandardCharsets.UTF_8);
        }
        others++;
        return text(one, other);
    }

    private static String text(TextSource file, Charset charset) throws IOException {
        StringWriter text = new StringWriter();
        try (StrictReader reader = new StrictReader(file, charset)) {
            char[] some = new char[1 << 13];
            for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
                text.write(some, 0, count);
                if (text.getBuffer().length() > BYTES) {
                    throw file.fault("this has more than " + BYTES + " characters, which is no text to classify");
                }
            }
        }
        return text.toString();
    }

    /** Returns lines with characters beyond ASCII of texts that are no UTF-8. */
    private byte[] sample() throws IOException {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        for (Path folder : folders()) {
            for (Path file : entries(folder)) {
                if (sample.size() < SAMPLE && Files.isRegularFile(file) && Files.size(file) <= BYTES) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (!isUtf8(bytes)) {
                        sample.writeBytes(Encoding.nonAscii(bytes));
                    }
                }
            }
        }
        return sample.toByteArray();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasZero(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /** Lists a folder without hidden files, such as those that macOS leaves everywhere. */
    private List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> entries = all.filter(
                            path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            for (Path entry : entries) {
                inside.checkTarget(entry);
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
