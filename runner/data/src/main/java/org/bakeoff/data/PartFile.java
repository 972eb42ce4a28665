package org.bakeoff.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.bakeoff.io.AtomicFile;

/**
 * The first part of a download beside its target, and beside that the {@link Validator} of the file it belongs to. Used
 * by one thread of one process at a time.
 */
final class PartFile {

    private final Path target;
    private final Path part;
    private final Path note;

    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.note = target.resolveSibling(target.getFileName() + ".part.validator");
    }

    Path path() {
        return part;
    }

    /** The bytes that are there. */
    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** The validator to resume with; nothing where there is no part or it can't be resumed. */
    Optional<String> validator() throws IOException {
        if (size() == 0 || !Files.exists(note)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(note), StandardCharsets.UTF_8).strip();
        // What isn't a header's value was not written here.
        return Optional.of(text).filter(value -> value.matches("[ -~]+"));
    }

    /** Starts over with an empty part. */
    FileChannel begin(Optional<String> validator) throws IOException {
        discard();
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (validator.isPresent()) {
            AtomicFile.write(note, validator.get());
        }
        return channel;
    }

    /** Goes on behind the bytes that are there. */
    FileChannel resume() throws IOException {
        return FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        // The note first: it must never vouch for the bytes of another file.
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
    }

    /** Makes the complete part the target. */
    void complete() throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(note);
    }
}
