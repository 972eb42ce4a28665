package org.bakeoff.dataset.text;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bakeoff.toolkit.text.ZstdInputStream;

/** Reads files that may be compressed by gzip, zstd or zip, as their first bytes say. */
final class CompressedFile {

    private static final int BUFFER = 1 << 16;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** Where the first entry of a zip file has its flags and its method. */
    private static final int FLAGS = 6;

    private static final int METHOD = 8;

    private CompressedFile() {}

    /** Opens what a file holds, uncompressed. */
    static InputStream open(TextSource source) throws IOException {
        byte[] start = start(source.path());
        if (Arrays.equals(start, ZIP)) {
            return openZip(source);
        }
        InputStream file = new BufferedInputStream(Files.newInputStream(source.path()), BUFFER);
        try {
            return ZstdInputStream.isZstd(start)
                    ? new Checked(source, "zstd", zstd(source, file))
                    : GzipCompressorInputStream.matches(start, start.length)
                            ? new Checked(
                                    source,
                                    "gzip",
                                    GzipCompressorInputStream.builder()
                                            .setInputStream(file)
                                            .setDecompressConcatenated(true)
                                            .get())
                            : file;
        } catch (InvalidDataException e) {
            throw e;
        } catch (IOException e) {
            file.close();
            throw new Checked(source, "gzip", file).fault(e);
        }
    }

    private static InputStream zstd(TextSource source, InputStream file) throws IOException {
        try {
            return new ZstdInputStream(file);
        } catch (LinkageError e) {
            file.close();
            InvalidDataException fault = source.fault(
                    "this file is compressed by zstd, whose library can't be loaded: it is unpacked into "
                            + System.getProperty("java.io.tmpdir")
                            + ", which must be a folder that can be written to and that code can be run from."
                            + " BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another; or uncompress the file, by zstd -d");
            fault.initCause(e);
            throw fault;
        }
    }

    /** Returns the name of what a file holds: its own, without the ending of the compression, or that of the file in a zip. */
    static String contentName(TextSource source) throws IOException {
        String name = source.file().toLowerCase(Locale.ROOT);
        if (Files.isRegularFile(source.path()) && Arrays.equals(start(source.path()), ZIP)) {
            try (ZipFile zip = zip(source)) {
                String inside = entry(source, zip).getName().toLowerCase(Locale.ROOT);
                return inside.substring(inside.lastIndexOf('/') + 1);
            }
        }
        return name.replaceFirst("\\.(gz|gzip|zst|zstd)$", "");
    }

    private static byte[] start(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(ZIP.length);
        }
    }

    private static InputStream openZip(TextSource source) throws IOException {
        ZipFile zip = zip(source);
        try {
            ZipEntry entry = entry(source, zip);
            CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
            return new Checked(source, "zip", content) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = super.read(target, offset, length);
                    // Java looks at the checksum of none.
                    if (read < 0 && content.getChecksum().getValue() != entry.getCrc()) {
                        throw damaged(source, "zip");
                    }
                    return read;
                }

                @Override
                public void close() throws IOException {
                    zip.close();
                }
            };
        } catch (IOException e) {
            zip.close();
            throw e;
        }
    }

    /** Returns the only file in an archive, hidden ones not counted. */
    private static ZipEntry entry(TextSource source, ZipFile zip) throws IOException {
        List<? extends ZipEntry> files = zip.stream()
                .filter(entry -> !entry.isDirectory() && !entry.getName().matches("(.*/)?(\\.|__MACOSX/).*"))
                .toList();
        ForeignFormat.ofZip(files.stream().map(ZipEntry::getName).toList()).check(source);
        if (files.size() != 1) {
            throw source.fault("this zip file holds "
                    + (files.isEmpty()
                            ? "no file"
                            : files.size() + " files, such as "
                                    + TextSource.quoted(files.get(0).getName()))
                    + "; it must hold one. Unpack it, and name the files"
                    + " or their folder");
        }
        return files.get(0);
    }

    /** Opens a zip file. {@link ZipFile} reads no file whose entries are encrypted, or compressed by another method than "deflate". */
    private static ZipFile zip(TextSource source) throws IOException {
        try {
            return new ZipFile(source.path().toFile());
        } catch (ZipException e) {
            byte[] header;
            try (InputStream in = Files.newInputStream(source.path())) {
                header = in.readNBytes(METHOD + 2);
            }
            boolean other = header.length == METHOD + 2
                    && ((header[FLAGS] & 1) != 0 || (header[METHOD] & ~ZipEntry.DEFLATED) != 0);
            throw other
                    ? source.fault(
                            "this zip file is encrypted, or compressed by another method than \"deflate\". Unpack it, and"
                                    + " name the file in it")
                    : damaged(source, "zip");
        }
    }

    private static InvalidDataException damaged(TextSource source, String kind) {
        return source.fault("this " + kind + " file is damaged or incomplete; copy or download it again"
                + (kind.equals("gzip")
                        ? ", or, where only zeros or the like follow its end, write it anew, as by gzip -dc FILE | gzip > NEW.gz"
                        : ""));
    }

    /** Says that a file is damaged where reading it says so. */
    private static class Checked extends FilterInputStream {

        private final TextSource source;
        private final String kind;

        Checked(TextSource source, String kind, InputStream in) {
            super(in);
            this.source = source;
            this.kind = kind;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (IOException | RuntimeException e) {
                throw fault(e);
            }
        }

        IOException fault(Exception e) {
            // The readers of gzip and zstd throw a plain IOException, or whatever their arithmetic does.
            if (e instanceof ClosedByInterruptException interrupt) {
                return interrupt;
            }
            return !kind.equals("zip") || e instanceof ZipException || e instanceof EOFException
                    ? damaged(source, kind)
                    : e instanceof IOException other ? other : new IOException(e);
        }
    }
}
