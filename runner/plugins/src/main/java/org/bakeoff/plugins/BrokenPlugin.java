package org.bakeoff.plugins;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that could not be loaded.
 *
 * @param location its jar or folder; null if it isn't known
 * @param reason what is wrong with it
 * @param remedy what to do about it
 */
public record BrokenPlugin(@Nullable Path location, String reason, String remedy) {

    BrokenPlugin(String reason, String remedy) {
        this(null, reason, remedy);
    }

    BrokenPlugin at(Path place) {
        return new BrokenPlugin(place, reason, remedy);
    }

    /** All of it in a sentence or two. */
    public String sentence() {
        return (location == null ? "" : location + ": ") + reason + ". " + remedy;
    }
}
