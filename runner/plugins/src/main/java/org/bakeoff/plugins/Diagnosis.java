package org.bakeoff.plugins;

import java.lang.annotation.AnnotationFormatError;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.ServiceConfigurationError;
import java.util.concurrent.TimeoutException;
import org.bakeoff.api.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * Why a plugin can't be loaded, for its author or whoever dropped its jar in.
 *
 * @param reason what is wrong with it
 * @param remedy what to do about it
 */
record Diagnosis(String reason, String remedy) {

    /**
     * Reads what was thrown.
     *
     * @param what the plugin's class as far as it is known, else its kind
     */
    static Diagnosis of(String what, Throwable thrown) {
        Throwable cause =
                thrown instanceof ServiceConfigurationError && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ServiceConfigurationError) {
            return configuration(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof UnusableException unusable) {
            return unusable.of(what);
        }
        if (cause instanceof InstantiationException) {
            return new Diagnosis(what + " is abstract", "Name a class that isn't");
        }
        if (cause instanceof AnnotationFormatError
                || cause instanceof AnnotationTypeMismatchException
                || cause instanceof IncompleteAnnotationException) {
            return anotherApi(what, String.valueOf(cause.getMessage()));
        }
        if (cause instanceof TimeoutException) {
            return new Diagnosis(
                    "the constructor of " + what + " doesn't come to an end",
                    "A plugin's constructor does nothing; what takes time belongs where the plugin is used");
        }
        if (cause instanceof NoSuchMethodException) {
            String type = String.valueOf(cause.getMessage()).replaceFirst("\\.<init>.*", "");
            return new Diagnosis(type + " has no public constructor without arguments", "Give it one");
        }
        if (cause instanceof IllegalAccessException) {
            return new Diagnosis(what + " isn't public", "Make the class and its constructor public");
        }
        if (cause instanceof LinkageError error) {
            return linkage(what, error);
        }
        return new Diagnosis(
                what + " fails when it is made: " + cause, "This is a fault of the plugin; tell its author");
    }

    private static Diagnosis configuration(String message) {
        String detail = message.replaceFirst("^[\\w.]+: ", "");
        if (detail.endsWith(" not found")) {
            String name = detail.replaceFirst("^Provider ", "").replaceFirst(" not found$", "");
            return new Diagnosis(
                    "its services file names the class " + name + ", which isn't there",
                    "Correct the line in META-INF/services, or build the jar with that class");
        }
        if (detail.endsWith(" not a subtype")) {
            String name = detail.replaceFirst("^Provider ", "").replaceFirst(" not a subtype$", "");
            return new Diagnosis(
                    name + " isn't of the kind that its services file is named after",
                    "Name it in the file of META-INF/services that is called as the interface it implements");
        }
        return new Diagnosis(
                "its services file can't be understood (" + detail.replaceFirst("^\\S*!/(?=META-INF/)", "") + ")",
                "Every line of a file in META-INF/services is the full name of a class");
    }

    private static Diagnosis linkage(String what, LinkageError error) {
        Diagnosis known = known(what, error);
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return known == null
                ? new Diagnosis(
                        what + " fails when it is made: " + cause, "This is a fault of the plugin; tell its author")
                : known;
    }

    /** What classes have to do with it; null if they are whole, present and fit each other. */
    static @Nullable Diagnosis known(String what, LinkageError error) {
        String detail = String.valueOf(error.getMessage());
        if (error instanceof UnsupportedClassVersionError) {
            return new Diagnosis(
                    what + " was compiled for a newer Java than "
                            + Runtime.version().feature(),
                    "Run Bakeoff with that Java, or compile the plugin for this one");
        }
        if (error instanceof ClassFormatError) {
            return new Diagnosis("a class of it is damaged (" + detail + ")", "Build or copy it again");
        }
        if (error instanceof NoClassDefFoundError && !detail.startsWith("Could not initialize")) {
            if (isOurs(detail)) {
                return anotherApi(what, "the class " + detail.replace('/', '.') + " isn't there");
            }
            return new Diagnosis(
                    what + " needs the class " + detail.replace('/', '.') + ", which isn't there",
                    "Put the plugin's jar and the jar with that class into a folder of their own in the plugin folder");
        }
        if (error instanceof IncompatibleClassChangeError) {
            return error instanceof AbstractMethodError || isOurs(detail)
                    ? anotherApi(what, detail)
                    : new Diagnosis(
                            what + " was built against another version of a library (" + detail + ")",
                            "Put the version that it was built against into a folder with the plugin's jar");
        }
        return null;
    }

    /** Whether a message of the JVM is about classes that a plugin has from Bakeoff. */
    private static boolean isOurs(String detail) {
        String names = detail.replace('/', '.');
        return names.contains("org.bakeoff.") || names.contains("ai.djl.");
    }

    private static Diagnosis anotherApi(String what, String detail) {
        return new Diagnosis(
                what + " was built against another version of Bakeoff's api (" + detail + ")",
                "Build it against bakeoff-api " + version());
    }

    private static String version() {
        String version = Plugin.class.getPackage().getImplementationVersion();
        return version == null ? "as it is here" : version;
    }
}
