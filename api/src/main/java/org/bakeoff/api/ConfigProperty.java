package org.bakeoff.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one key of a plugin's configuration, on the component of the record that holds it. The runner derives help
 * and error messages from it and checks its ranges before the plugin sees a value.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConfigProperty {

    /** What the key means, in a line, with its unit. */
    String value();

    /** The smallest number allowed, inclusive; holds for every element of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest number allowed, inclusive; holds for every element of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** The strings allowed; empty: any. Holds for every element of a list. */
    String[] oneOf() default {};

    /** Whether a spec must give this key. Its default is then a mere placeholder. */
    boolean required() default false;

    /**
     * Whether the string is a path of the file system or a URL. A relative path is taken from the folder of the spec
     * and arrives here absolute; a URL (anything with a scheme of two letters or more) arrives as it is.
     */
    boolean path() default false;

    /**
     * Whether a number may stand where the string stands, such as a share of the data where a file may be named. A JSON
     * number from {@link #min} to {@link #max} arrives as its decimal digits, such as {@code "0.2"}, and so does the same
     * number in quotes; neither is taken for a path. Every other string arrives as it would without this. A component that
     * holds a number is written to JSON as one. For a {@code String} only.
     */
    boolean number() default false;
}
