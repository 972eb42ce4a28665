package org.bakeoff.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileMutex;
import org.bakeoff.io.HomeFolder;
import org.bakeoff.io.PlainPath;
import org.bakeoff.io.PrivateFolder;
import org.bakeoff.io.RegularFiles;

/**
 * The folder that keeps downloads and encoded datasets between runs. All of it can be recreated; it may be deleted whenever
 * no run is under way.
 *
 * @param root the folder, absolute; it needn't exist yet
 */
public record CacheFolder(Path root) {

    /** The environment variable that names the folder. */
    public static final String VARIABLE = "BAKEOFF_CACHE";

    private static final int KEY_BYTES = 32;

    /** Makes the path absolute. */
    public CacheFolder {
        root = PlainPath.of(root);
    }

    /**
     * Returns the folder that {@code BAKEOFF_CACHE} names, or else the platform's folder for caches:
     * {@code $XDG_CACHE_HOME/bakeoff} or {@code ~/.cache/bakeoff} on Linux, {@code ~/Library/Caches/bakeoff} on macOS,
     * {@code %LOCALAPPDATA%\bakeoff\cache} on Windows. Where no home is known, it is {@code bakeoff-cache} in the folder for
     * temporary files: never in the working folder, which may hold what somebody else has put there.
     */
    public static CacheFolder ofPlatform() {
        return of(System.getenv(), System.getProperties());
    }

    static CacheFolder of(Map<String, String> environment, Properties system) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        Optional<Path> home = HomeFolder.of(environment, system);
        if (!chosen.isBlank()) {
            return new CacheFolder(HomeFolder.expanded(Path.of(chosen), environment, system));
        }
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return of(
                    environment,
                    "LOCALAPPDATA",
                    home.map(known -> known.resolve("AppData/Local")),
                    "bakeoff/cache",
                    system);
        }
        if (os.startsWith("mac")) {
            return of(environment, "", home.map(known -> known.resolve("Library/Caches")), "bakeoff", system);
        }
        return of(environment, "XDG_CACHE_HOME", home.map(known -> known.resolve(".cache")), "bakeoff", system);
    }

    /** By the XDG base directory specification, a variable that has a relative path is ignored. */
    private static CacheFolder of(
            Map<String, String> environment, String variable, Optional<Path> standard, String name, Properties system) {
        return Stream.concat(
                        Stream.of(Path.of(environment.getOrDefault(variable, "")))
                                .filter(Path::isAbsolute),
                        standard.stream())
                .findFirst()
                .map(caches -> new CacheFolder(caches.resolve(name)))
                .orElseGet(
                        () -> new CacheFolder(Path.of(system.getProperty("java.io.tmpdir", "/tmp"), "bakeoff-cache")));
    }

    /**
     * Returns where a folder within the cache lies, which needn't exist.
     *
     * @throws org.bakeoff.io.FileRefusedException if others could have put files of their own there
     */
    Path place(String name) throws IOException {
        PrivateFolder.requireOwn(root, VARIABLE);
        Path folder = RegularFiles.within(root, name);
        PrivateFolder.requireOwn(folder, VARIABLE);
        return folder;
    }

    /**
     * Returns a folder within the cache. Creates it if it is missing, for the owner alone if the file system supports that.
     *
     * @throws IOException if it can't be created or written to
     */
    public Path folder(String name) throws IOException {
        Path folder = place(name);
        try {
            PrivateFolder.make(folder);
            if (!Files.isWritable(folder)) {
                // Fails with the reason: whose folder it is, or that the file system is read-only.
                Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
            }
            return folder;
        } catch (IOException e) {
            throw new IOException(
                    "Can't write to the cache folder " + root + ": " + FileErrors.reason(e) + ". Set " + VARIABLE
                            + " to a folder that can be written to.",
                    e);
        }
    }

    /**
     * Returns a hash of a text that holds secrets, as 64 hexadecimal digits: its HMAC-SHA-256 by a random key, which this folder alone
     * holds. Even of a short password nobody can then guess more from a name in here, a listing or a log.
     *
     * @throws IOException if the key can't be read or made
     */
    String keyedHash(String text) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private byte[] key() throws IOException {
        Path file = place("names").resolve("key");
        if (!isKey(file)) {
            FileMutex.holding(folder("names").resolve("key.lock"), () -> {
                if (!isKey(file)) {
                    byte[] key = new byte[KEY_BYTES];
                    new SecureRandom().nextBytes(key);
                    AtomicFile.write(file, out -> out.write(key));
                }
                return file;
            });
        }
        return RegularFiles.bytes(file, KEY_BYTES);
    }

    private static boolean isKey(Path file) throws IOException {
        return RegularFiles.isFile(file) && Files.size(file) == KEY_BYTES;
    }

    /** Returns where the command line lets DJL unpack PyTorch's natives, once for each version. */
    public Path natives() {
        return root.resolve("djl");
    }

    /** Returns whether this user may write to the folder, or create it if it is missing. */
    public boolean isWritable() {
        for (Path near = root; near != null; near = near.getParent()) {
            if (Files.exists(near)) {
                return Files.isDirectory(near) && Files.isWritable(near);
            }
        }
        return false;
    }
}
