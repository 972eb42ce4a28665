package org.bakeoff.executor.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.bakeoff.io.RegularFiles;

/** Packs a folder into a file that Spark can ship, and unpacks it. */
final class Zip {

    private Zip() {}

    /** Packs all files of a folder. Links, pipes and the like are left out, as no plugin is loaded from them. */
    static void pack(Path folder, Path zip) throws IOException {
        try (OutputStream out = RegularFiles.create(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            pack(folder, "", entries);
        }
    }

    private static void pack(Path folder, String prefix, ZipOutputStream entries) throws IOException {
        for (Path file : RegularFiles.list(folder)) {
            String name = prefix + file.getFileName();
            if (RegularFiles.isFolder(file)) {
                entries.putNextEntry(new ZipEntry(name + "/"));
                pack(file, name + "/", entries);
            } else if (RegularFiles.isFile(file) && Files.isReadable(file)) {
                entries.putNextEntry(new ZipEntry(name));
                try (InputStream in = RegularFiles.read(file)) {
                    in.transferTo(entries);
                }
            }
        }
    }

    static void unpack(Path zip, Path folder) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(RegularFiles.read(RegularFiles.named(zip)))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(zip + " contains the name " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (OutputStream out = RegularFiles.create(file)) {
                        entries.transferTo(out);
                    }
                }
            }
        }
    }
}
