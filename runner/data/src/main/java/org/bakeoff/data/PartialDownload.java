package org.bakeoff.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.RegularFiles;

/**
 * The bytes of an unfinished download, beside its target, and the validator of the file they belong to. Used by
 * one thread of one process at a time.
 */
final class PartialDownload {

    /** Far more bytes than a header of HTTP has. */
    private static final int LARGEST_NOTE = 1 << 16;

    private final Path target;
    private final Path part;
    private final Path note;

    PartialDownload(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.note = target.resolveSibling(target.getFileName() + ".part.validator");
    }

    Path path() {
        return part;
    }

    long size() throws IOException {
        return RegularFiles.isFile(part) ? Files.size(part) : 0;
    }

    /** Returns the validator to resume with; empty where there is nothing to resume or it can't be resumed. */
    Optional<String> validator() throws IOException {
        if (size() == 0 || !RegularFiles.isFile(note) || Files.size(note) > LARGEST_NOTE) {
            return Optional.empty();
        }
        String text = new String(RegularFiles.bytes(note, LARGEST_NOTE), StandardCharsets.UTF_8).strip();
        // Anything that can't be the value of a header was not written by us.
        return Optional.of(text).filter(value -> value.matches("[ -~]+"));
    }

    /** Starts over with an empty file. */
    FileChannel begin(Optional<String> validator) throws IOException {
        discard();
        FileChannel channel = RegularFiles.channel(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (validator.isPresent()) {
            AtomicFile.write(note, validator.get());
        }
        return channel;
    }

    FileChannel resume() throws IOException {
        return RegularFiles.channel(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    void discard() throws IOException {
        // The validator first: it must never vouch for the bytes of another file.
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
    }

    void complete() throws IOException {
        RegularFiles.move(part, target);
        Files.deleteIfExists(note);
    }
}
