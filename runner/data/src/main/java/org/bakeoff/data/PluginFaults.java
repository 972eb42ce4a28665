package org.bakeoff.data;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.SecretFilter;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.plugins.PluginOrigin;
import org.bakeoff.plugins.ThrownText;
import org.jspecify.annotations.Nullable;

/**
 * Calls a plugin that gives data, a dataset or a model, and says of it what it does wrong.
 *
 * @param plugin the plugin
 * @param secrets takes the secrets of its configuration out of what it says
 */
public record PluginFaults(Plugin<?> plugin, SecretFilter secrets) {

    /** Returns another instance of a plugin, with nothing of what the first one has done; the same where an application made it. */
    static Plugin<?> anew(Plugin<?> plugin) {
        try {
            return plugin.getClass().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return plugin;
        }
    }

    /**
     * Calls the plugin, which may read files.
     *
     * @param what what it gives
     * @throws BakeoffException if it throws anything, or gives null
     */
    public <T> T called(String what, IoWork<@Nullable T> call) {
        T result = guarded(() -> {
            try {
                return PluginInvoker.run(plugin, call::run);
            } catch (IOException e) {
                throw unread(e);
            }
        });
        if (result == null) {
            throw contract("gives null for " + what);
        }
        return result;
    }

    /**
     * Runs code of the plugin, which may give null.
     *
     * @throws BakeoffException if it throws anything
     */
    <T extends @Nullable Object> T guarded(Supplier<T> code) {
        try {
            return code.get();
        } catch (BakeoffException e) {
            throw e;
        } catch (UncheckedIOException e) {
            Cancellation.check(e);
            throw unread(Objects.requireNonNull(e.getCause()));
        } catch (OutOfMemoryError e) {
            throw new BakeoffException(
                    ErrorCode.OUT_OF_MEMORY,
                    ErrorLocation.NONE,
                    "the " + kind() + " '" + plugin.name() + "' needs more memory than the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap that Java has",
                    "Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or use less data.",
                    e);
        } catch (Throwable e) {
            // An interrupt is the user's; whatever else is thrown, an Error among it, is the plugin's.
            Cancellation.check(e);
            throw failed("failed: " + PluginInvoker.fault(plugin.getClass(), e), e);
        }
    }

    /** Reports that what the plugin gives breaks the contract. */
    BakeoffException contract(String what) {
        return failed(what + "; this is a fault of the plugin", null);
    }

    /**
     * Returns an exception with the plugin's name and the type; the JDK's messages are often only the name of a file.
     */
    private BakeoffException unread(IOException e) {
        String message = ThrownText.message(e);
        boolean terse = e.getMessage() == null
                || !message.equals(ThrownText.cut(e.getMessage()))
                || e instanceof FileSystemException
                || e instanceof FileNotFoundException
                || e instanceof CharacterCodingException
                || e instanceof EOFException
                || e instanceof ZipException;
        String problem = terse ? named() + " can't read its data: " + ThrownText.of(e, plugin.getClass()) : message;
        return new BakeoffException(
                ErrorCode.DATA_UNAVAILABLE, ErrorLocation.NONE, secrets.filtered(problem), "", secrets.filtered(e));
    }

    private String named() {
        return "the " + kind() + " plugin '" + plugin.name() + "'";
    }

    private String kind() {
        return plugin instanceof Dataset ? "dataset" : "model";
    }

    /** Reports that the plugin failed. */
    public BakeoffException failed(String how, @Nullable Throwable cause) {
        return new BakeoffException(
                ErrorCode.PLUGIN_FAILED,
                ErrorLocation.of(PluginOrigin.of(plugin).location()),
                named() + " " + secrets.filtered(how),
                "",
                secrets.filtered(cause));
    }
}
