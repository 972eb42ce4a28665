package org.bakeoff.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one property of a plugin's configuration, on the record component that holds it. Help, the JSON Schema and
 * error messages come from it, and the runner checks the ranges before the plugin sees a value.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConfigProperty {

    /** Returns the meaning in one line, with the unit. */
    String value();

    /** Returns the smallest number allowed, inclusive; it applies to every element of a list. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Returns the largest number allowed, inclusive; it applies to every element of a list. */
    double max() default Double.POSITIVE_INFINITY;

    /** Returns the strings allowed; none means any. It applies to every element of a list. */
    String[] oneOf() default {};

    /** Returns whether a spec must give the property; its default is then never used. */
    boolean required() default false;

    /**
     * Returns whether the string is a file system path or a URL. A path that is relative to the spec's folder is made
     * absolute before the plugin sees it; a URL, which has a scheme of at least two letters, stays as it is.
     */
    boolean path() default false;

    /**
     * Returns whether the string is a secret, such as a password. It is never written, so a spec should name an environment
     * variable in its place, as <code>${NAME}</code>; see {@link DataContext#expand}. Of a {@link #path} that is a URL the user info
     * and the values of the query are never written either. Both hold for a dataset. The configuration of a model or an evaluator
     * is written whole, so a secret in it is refused.
     */
    boolean secret() default false;

    /**
     * Returns whether a spec may give a number instead of the string, such as a fraction of the data instead of a file. A
     * JSON number from {@link #min} to {@link #max}, in quotes or not, reaches the plugin as its decimal digits, such as
     * {@code "0.2"}, and is never taken for a path. A value that holds a number is written to JSON as a number. It
     * applies to a {@code String} only.
     */
    boolean number() default false;

    /**
     * Returns whether a spec may give a single element in place of the list, without brackets. A list of one is written to
     * JSON in that form. It applies to a {@code List} only.
     */
    boolean single() default false;
}
