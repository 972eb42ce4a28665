package org.bakeoff.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Holds the option that adds plugin folders. */
final class PluginFolders {

    /** The system property with the launcher's own folder, which may not exist. */
    private static final String OWN = "bakeoff.plugins";

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A folder of plugins, besides Bakeoff's own plugins/. May be given several times.")
    private List<Path> named = List.of();

    /** Returns those that the command line names. */
    List<Path> named() {
        return named;
    }

    List<Path> all() {
        List<Path> all = new ArrayList<>();
        String own = System.getProperty(OWN);
        if (own != null && Files.isDirectory(Path.of(own))) {
            all.add(Path.of(own));
        }
        all.addAll(named);
        return all;
    }
}
