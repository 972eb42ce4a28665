package org.bakeoff.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * Opens the files of folders that others may have made: run directories, the cache, plugin folders. All main code opens
 * files here, so that a folder from a repository or an archive can't reach files elsewhere, nor stop a command.
 *
 * <p>A path that a user names may go through links ({@link #named}, {@link #namedFolder}). Within a folder no link is
 * followed at any level ({@link #within}, {@link #check}). Either way only regular files are opened: to open a pipe could take
 * forever. Where a file is written in place, it must have one name, since a hard link would be a way to another file;
 * {@link AtomicFile} replaces a file and needs no such check.
 *
 * <p>All methods throw {@link FileRefusedException} for what isn't allowed, {@link NoSuchFileException} for what isn't there.
 */
public final class RegularFiles {

    /** The size that a JSON file or a history has at most, in bytes; the comparison of 100 models has 40 million. */
    public static final int LARGEST_TEXT = 256 << 20;

    static final String REPLACE = "Delete it, or put a copy of the file or folder itself in its place.";

    private static final Set<String> PASSED = Set.of("/dev/stdin", "/dev/stdout", "/dev/stderr");

    private RegularFiles() {}

    /** Returns the file behind a path that a user named, without links. It must be a regular file. */
    public static Path named(Path path) throws IOException {
        BasicFileAttributes found = PathAttributes.of(path);
        if (!found.isRegularFile()) {
            throw irregular(path, found);
        }
        return path.toRealPath();
    }

    /** Returns the folder behind a path that a user named, without links. It must be a folder. */
    public static Path namedFolder(Path path) throws IOException {
        if (!PathAttributes.of(path).isDirectory()) {
            throw new FileRefusedException(path, "is no folder", "Name a folder.");
        }
        return path.toRealPath();
    }

    /**
     * Returns the path of a file or folder within a folder. Nothing on the way from the folder to it, itself included, is a
     * link; it needn't be there.
     *
     * @param name relative, with {@code /} between the levels
     */
    public static Path within(Path folder, String name) throws IOException {
        Path path = folder;
        for (Path level : levels(folder, name)) {
            path = path.resolve(level);
            if (Files.isSymbolicLink(path)) {
                throw link(path);
            }
        }
        return path;
    }

    /**
     * Requires that a folder whose path was found without links still has none, up to the root: to write there would change another
     * folder, if somebody has put a link to it in the place of this one, or of one that it lies in.
     */
    public static void requireNoLinks(Path folder) throws IOException {
        for (Path level = folder.toAbsolutePath(); level != null; level = level.getParent()) {
            if (Files.isSymbolicLink(level)) {
                throw link(level);
            }
        }
    }

    private static Path levels(Path folder, String name) throws IOException {
        Path relative = Path.of(name);
        if (relative.isAbsolute() || relative.startsWith("..") || !relative.equals(relative.normalize())) {
            throw new FileRefusedException(folder.resolve(name), "is no path within " + folder, REPLACE);
        }
        return relative;
    }

    /**
     * Makes a folder within a folder, with those between them, unless it is there; see {@link #within}. The outer one must be there,
     * so that a folder that was deleted does not come back.
     */
    public static Path makeFolder(Path folder, String name) throws IOException {
        Path made = folder;
        for (Path level : levels(folder, name)) {
            made = made.resolve(level);
            makeFolder(made);
        }
        return made;
    }

    /** Makes a folder, unless it is there; it must be no link. The one that it lies in must be there. */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (Files.isSymbolicLink(folder)) {
                throw link(folder);
            }
            if (!isFolder(folder)) {
                throw e;
            }
        }
    }

    /**
     * Checks that everything in a folder, at any level, is a regular file or a folder. A file or folder that isn't there
     * passes.
     */
    public static void check(Path folder) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                requireRegular(file, found);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                // Whoever writes there may have removed it since it was listed.
                if (fault instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw fault;
            }
        });
    }

    /**
     * Checks that no link in a folder, at any level, leads out of it. Links within it pass, and so do those to nothing, which nobody
     * can follow. The folder itself may be a link.
     */
    public static void checkInside(Path folder) throws IOException {
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                if (found.isSymbolicLink()) {
                    requireInside(root, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Requires a link to lead to something within a folder, or to nothing.
     *
     * @param root the folder, without links
     */
    public static void requireInside(Path root, Path link) throws IOException {
        Path target = link.resolveSibling(Files.readSymbolicLink(link));
        Path above = target.toAbsolutePath().getParent();
        // A link on the way that is in the folder is checked by itself; another one could lead elsewhere tomorrow.
        if (Files.exists(target)
                && !(target.toRealPath().startsWith(root)
                        && above != null
                        && above.toRealPath().startsWith(root))) {
            throw new FileRefusedException(
                    link,
                    "is a symbolic link that leads out of the folder",
                    "Copy the folder with the files themselves, `cp -rL FOLDER COPY`, and name the copy. The snapshots in Hugging"
                            + " Face's cache hold such links.");
        }
    }

    /** Returns what is in a folder, by name. The folder may be a link; what is in it is returned as it is, links included. */
    public static List<Path> list(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            // Java opens it to see what it is, which for a pipe could take forever.
            throw new NotDirectoryException(folder.toString());
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    /**
     * Returns whether there is something of that name, even a link to nowhere.
     *
     * @throws IOException if that can't be known, as where a folder above it can't be read
     */
    public static boolean exists(Path path) throws IOException {
        try {
            PathAttributes.of(path, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns whether a path is a regular file, and no link to one. */
    public static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns whether a path is a folder, and no link to one. */
    public static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a file to read it; it must be no link. */
    public static InputStream read(Path file) throws IOException {
        requireRegular(file);
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Reads a file whole; it must be no link.
     *
     * @param limit the number of bytes that it has at most
     */
    public static byte[] bytes(Path file, int limit) throws IOException {
        try (InputStream in = read(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new FileRefusedException(
                        file, "has more than " + limit + " bytes, so it isn't what its name says", REPLACE);
            }
            return bytes;
        }
    }

    /**
     * Reads a file whole, as text in UTF-8; see {@link #bytes}.
     *
     * @throws java.nio.charset.CharacterCodingException if it is no such text
     */
    public static String text(Path file, int limit) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file, limit)))
                .toString();
    }

    /**
     * Opens a file; it must be no link. One that is there and is to be written must have no second name.
     *
     * @param options never {@link StandardOpenOption#TRUNCATE_EXISTING}: what is in the file is lost at once then
     */
    public static FileChannel channel(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
        boolean written = all.contains(StandardOpenOption.WRITE) || all.contains(StandardOpenOption.APPEND);
        if (!all.contains(StandardOpenOption.CREATE_NEW) && present(file, all.contains(StandardOpenOption.CREATE))) {
            requireRegular(file);
            if (written) {
                HardLinks.requireNone(file);
            }
        }
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all);
    }

    /** Opens a file to lock it, and never to write; it must be no link, and is made where it is missing. */
    static FileChannel lock(Path file) throws IOException {
        if (present(file, true)) {
            requireRegular(file);
        }
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens a jar or another zip file to read it; it must be no link. */
    public static ZipFile zip(Path file) throws IOException {
        requireRegular(file);
        return new ZipFile(file.toFile());
    }

    /** Opens a file to read it at any place, even while its thread is interrupted; it must be no link. */
    public static RandomAccessFile randomAccess(Path file) throws IOException {
        requireRegular(file);
        return new RandomAccessFile(file.toFile(), "r");
    }

    /** Makes a file and opens it to write it. Nothing of that name may be there, not even a link to nowhere. */
    public static OutputStream create(Path file) throws IOException {
        return Channels.newOutputStream(channel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** Copies a file; it must be no link. What has the target's name is replaced, and not followed. */
    public static void copy(Path file, Path target) throws IOException {
        requireRegular(file);
        AtomicFile.write(target, out -> {
            try (InputStream in = read(file)) {
                transfer(in, out);
            }
        });
    }

    /** Copies a stream to its end, unless this thread is interrupted: a file of holes has no end for hours. */
    static void transfer(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[1 << 16];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            Cancellation.check();
            out.write(bytes, 0, count);
        }
    }

    /** Renames a file in one step; it must be no link. What has the target's name is replaced, and not followed. */
    public static void move(Path file, Path target) throws IOException {
        requireRegular(file);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns whether two files, neither a link, have the same content. */
    public static boolean same(Path first, Path second) throws IOException {
        requireRegular(first);
        requireRegular(second);
        return Files.mismatch(first, second) < 0;
    }

    /**
     * Opens a file that a user named, to read it once, as {@link #named} finds it. It may also be a pipe that a shell passes to
     * this process as {@code /dev/stdin} or {@code /dev/fd/N}, which something writes to.
     */
    public static InputStream readNamed(Path path) throws IOException {
        return isPassed(path) && !Files.isDirectory(path) ? Files.newInputStream(path) : read(named(path));
    }

    /** Returns whether a path stands for what a shell passes to this process, such as {@code /dev/stdout} or {@code /dev/fd/N}. */
    static boolean isPassed(Path path) {
        return path.startsWith("/dev/fd") || PASSED.contains(path.toString());
    }

    /** Requires a regular file that is no link. */
    public static void requireRegular(Path file) throws IOException {
        requireRegular(file, PathAttributes.of(file, LinkOption.NOFOLLOW_LINKS));
    }

    private static void requireRegular(Path file, BasicFileAttributes found) throws IOException {
        if (found.isSymbolicLink()) {
            throw link(file);
        }
        if (!found.isRegularFile()) {
            throw irregular(file, found);
        }
    }

    private static boolean present(Path file, boolean created) {
        return !created || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileRefusedException link(Path path) {
        return new FileRefusedException(path, "is a symbolic link, and no link is followed in this folder", REPLACE);
    }

    private static FileRefusedException irregular(Path path, BasicFileAttributes found) {
        return found.isDirectory()
                ? new FileRefusedException(path, "is a folder, not a file", "Name a file, or delete the folder.")
                : new FileRefusedException(
                        path,
                        "is no file but a pipe, a socket or a device",
                        "Write what it gives to a file, and use that.");
    }
}
