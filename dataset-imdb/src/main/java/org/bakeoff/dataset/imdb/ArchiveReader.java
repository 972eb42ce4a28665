package org.bakeoff.dataset.imdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a tar archive, gzipped or not, in one pass into memory. */
final class ArchiveReader {

    private static final int BUFFER = 1 << 16;
    private static final int HEADER_BYTES = 1_000_000;
    private static final int RECORD = 512;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final DataSource source;
    private final Corpus corpus;
    private final ArchiveLimits limits;
    private @Nullable String last;

    ArchiveReader(DataSource source, Corpus corpus) {
        this.source = source;
        this.corpus = corpus;
        this.limits = new ArchiveLimits(source);
    }

    void read(Path archive) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
                BoundedInputStream bounded = new BoundedInputStream(unzipped(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(bounded, StandardCharsets.UTF_8.name())) {
            read(tar, bounded);
        } catch (InvalidDataException | FileSystemException fault) {
            throw fault;
        } catch (IOException | IllegalArgumentException damage) {
            throw last == null
                    ? source.fault("is no .tar.gz or .tar archive", damage)
                    : source.fault("is truncated or damaged after the entry " + DataSource.shown(last), damage);
        }
        if (last == null) {
            throw source.fault("is no .tar.gz or .tar archive, or an empty one");
        }
    }

    private static InputStream unzipped(InputStream file) throws IOException {
        file.mark(2);
        int magic = file.read() << 8 | file.read();
        file.reset();
        return magic == GZIP_MAGIC
                ? GzipCompressorInputStream.builder()
                        .setInputStream(file)
                        .setDecompressConcatenated(true)
                        .get()
                : file;
    }

    private void read(TarArchiveInputStream tar, BoundedInputStream bounded) throws IOException {
        bounded.allow(HEADER_BYTES);
        long end = 0;
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (!entry.isCheckSumOK()) {
                throw new IOException("a header's checksum is wrong");
            }
            last = entry.getName();
            limits.countEntry(entry.getSize());
            bounded.allow(entry.getSize() + HEADER_BYTES);
            end = bounded.total() + (entry.getSize() + RECORD - 1) / RECORD * RECORD;
            read(entry, tar);
        }
        // the tar reader takes the end of the file for the end of the archive
        if (bounded.total() < end + RECORD) {
            throw new IOException("the end mark is missing");
        }
        // gzip's own checksum comes last, and only reading to the end verifies it
        bounded.allow(ArchiveLimits.BYTES);
        bounded.transferTo(OutputStream.nullOutputStream());
    }

    private void read(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        String path = path(entry.getName());
        checkKind(entry);
        DataFile file = path.startsWith("aclImdb/") ? DataFile.at(path.substring("aclImdb/".length())) : null;
        if (file == null || entry.isDirectory()) {
            return;
        }
        limits.countKept(file, entry.getSize());
        byte[] bytes = tar.readNBytes((int) entry.getSize());
        if (bytes.length < entry.getSize()) {
            throw new IOException("the archive ends within it");
        }
        corpus.add(file, bytes);
    }

    /** Returns the path within the archive. Nothing is unpacked, but an archive that tries to leave its folder isn't the dataset. */
    private String path(String name) throws InvalidDataException {
        boolean drive = name.length() > 1 && name.charAt(1) == ':';
        String[] segments = name.split("/", -1);
        if (name.startsWith("/")
                || drive
                || name.indexOf('\\') >= 0
                || Arrays.asList(segments).contains("..")) {
            throw source.refuse(name, "has a name that leads out of the archive's folder");
        }
        return Arrays.stream(segments)
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .collect(Collectors.joining("/"));
    }

    private void checkKind(TarArchiveEntry entry) throws InvalidDataException {
        if (entry.isSparse()) {
            throw source.refuse(entry.getName(), "is a sparse file; only plain files and folders are read");
        }
        String kind = switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG, TarConstants.LF_DIR -> null;
            case TarConstants.LF_LINK -> "a hard link";
            case TarConstants.LF_SYMLINK -> "a symbolic link";
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> "a device";
            case TarConstants.LF_FIFO -> "a named pipe";
            default -> "of an unknown kind";
        };
        if (kind != null) {
            throw source.refuse(entry.getName(), "is " + kind + "; only plain files and folders are read");
        }
    }

    /**
     * Limits how much may be read between two entries of an archive. Entries give their length, but the headers between them,
     * which the tar reader collects in memory, may be endless.
     */
    private static final class BoundedInputStream extends InputStream {

        private final InputStream in;
        private long total;
        private long bound;

        BoundedInputStream(InputStream in) {
            this.in = in;
        }

        long total() {
            return total;
        }

        void allow(long bytes) {
            bound = total + bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            total += Math.max(0, read);
            if (total > bound || total > ArchiveLimits.BYTES) {
                throw new IOException("more bytes than the dataset can have");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
