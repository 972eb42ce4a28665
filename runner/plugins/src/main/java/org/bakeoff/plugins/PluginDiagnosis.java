package org.bakeoff.plugins;

import java.io.IOException;
import java.lang.annotation.AnnotationFormatError;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.TimeoutException;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.FileErrors;
import org.jspecify.annotations.Nullable;

/** Explains why a plugin can't be loaded, for its author or whoever installed it. */
final class PluginDiagnosis {

    private PluginDiagnosis() {}

    /** Explains what was thrown when a plugin of this class was loaded. */
    static BrokenPlugin of(String type, Throwable cause) {
        if (cause instanceof InvocationTargetException thrown && thrown.getCause() != null) {
            return of(type, thrown.getCause());
        }
        if (cause instanceof PluginInstantiator.InvalidPlugin invalid) {
            return new BrokenPlugin(type + " " + invalid.fault, invalid.remedy);
        }
        if (cause instanceof InstantiationException) {
            return new BrokenPlugin(type + " is abstract", "Name a class that isn't");
        }
        if (cause instanceof AnnotationFormatError
                || cause instanceof AnnotationTypeMismatchException
                || cause instanceof IncompleteAnnotationException) {
            return anotherApi(type, ThrownText.message(cause));
        }
        if (cause instanceof TimeoutException) {
            return new BrokenPlugin(
                    "the constructor of " + type + " doesn't come to an end",
                    "A plugin's constructor does nothing; what takes time belongs where the plugin is used");
        }
        if (cause instanceof NoSuchMethodException) {
            return new BrokenPlugin(type + " has no public constructor without arguments", "Give it one");
        }
        if (cause instanceof IllegalAccessException) {
            return new BrokenPlugin(type + " isn't public", "Make the class and its constructor public");
        }
        if (cause instanceof VirtualMachineError) {
            return new BrokenPlugin(
                    type + " needs more memory to be loaded or made than Java has (" + ThrownText.of(cause) + ")",
                    "This may be a fault of the plugin; report it to its author");
        }
        BrokenPlugin known = cause instanceof LinkageError error ? known(type, error) : null;
        Throwable wrapped = cause instanceof LinkageError ? cause.getCause() : null;
        return known != null
                ? known
                : new BrokenPlugin(
                        type + " fails when it is made: " + ThrownText.of(wrapped == null ? cause : wrapped),
                        "This is a fault of the plugin; report it to its author");
    }

    static BrokenPlugin missingClass(String name) {
        return new BrokenPlugin(
                "its services file names the class " + name + ", which isn't there",
                "Correct the line in META-INF/services, or build the jar with that class");
    }

    static BrokenPlugin wronglySigned() {
        return new BrokenPlugin(
                "its signature is not that of its files, as where jars were put together",
                "Build it without META-INF/*.SF, *.RSA and *.DSA, or sign it anew");
    }

    static BrokenPlugin damaged(IOException fault) {
        return new BrokenPlugin(
                "a class of it can't be read (" + FileErrors.reason(fault) + ")", "Build or copy it again");
    }

    static BrokenPlugin anotherKind(String name) {
        return new BrokenPlugin(
                name + " isn't of the kind that its services file is named after",
                "Name it in the file of META-INF/services that is called as the interface it implements");
    }

    static BrokenPlugin noClassName(String line) {
        return new BrokenPlugin(
                "its services file can't be understood (" + line + ")",
                "Every line of a file in META-INF/services is the full name of a class");
    }

    /** Explains an error of class loading; null if its classes are whole, present and fit each other. */
    static @Nullable BrokenPlugin known(String what, LinkageError error) {
        String detail = ThrownText.message(error);
        if (error instanceof UnsupportedClassVersionError) {
            return new BrokenPlugin(
                    what + " was compiled for a newer Java than "
                            + Runtime.version().feature(),
                    "Run Bakeoff with that Java, or compile the plugin for this one");
        }
        if (error instanceof ClassFormatError) {
            return new BrokenPlugin("a class of it is damaged (" + detail + ")", "Build or copy it again");
        }
        if (error instanceof NoClassDefFoundError && error.getCause() instanceof ClassNotFoundException missing) {
            String name = ThrownText.message(missing);
            if (name.startsWith("org.bakeoff.") || name.startsWith("ai.djl.")) {
                return anotherApi(what, "the class " + name + " isn't there");
            }
            return new BrokenPlugin(
                    what + " needs the class " + name + ", which isn't there",
                    "Put the plugin's jar and the jar with that class into a folder of their own in the plugin folder");
        }
        if (error instanceof AbstractMethodError) {
            return anotherApi(what, detail);
        }
        if (error instanceof IncompatibleClassChangeError) {
            return new BrokenPlugin(
                    what + " was built against another version of Bakeoff's api or of a library (" + detail + ")",
                    "Build it against bakeoff-api " + version()
                            + ", or put the library's version into a folder with the plugin's jar");
        }
        return null;
    }

    private static BrokenPlugin anotherApi(String what, String detail) {
        return new BrokenPlugin(
                what + " was built against another version of Bakeoff's api (" + detail + ")",
                "Build it against bakeoff-api " + version());
    }

    private static String version() {
        String version = Plugin.class.getPackage().getImplementationVersion();
        return version == null ? "as it is here" : version;
    }
}
