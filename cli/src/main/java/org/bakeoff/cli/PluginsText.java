package org.bakeoff.cli;

import static org.bakeoff.report.TextTable.text;

import java.io.PrintWriter;
import java.util.List;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Installed;
import org.bakeoff.experiment.InstalledPlugins.Kind;
import org.bakeoff.io.Json;
import org.bakeoff.io.TerminalText;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.TextTable;
import org.bakeoff.spec.KeyDescription;

/** Prints plugins for a terminal. */
record PluginsText(PrintWriter out) {

    private static final int DIGITS = 12;

    /**
     * Prints all plugins, and those that couldn't be loaded.
     *
     * @param verbose whether to say where each comes from
     */
    void list(InstalledPlugins all, boolean verbose) {
        for (Kind kind : Kind.values()) {
            List<Installed> plugins = all.plugins().stream()
                    .filter(plugin -> plugin.kind() == kind)
                    .toList();
            if (!plugins.isEmpty()) {
                out.println(plural(kind));
                out.println(verbose ? TableText.of(jars(plugins)) : TableText.within(Paragraph.WIDTH, names(plugins)));
                out.println();
            }
        }
        if (all.broken().isEmpty()) {
            out.println("`" + Bakeoff.command() + " plugins NAME` shows one with its configuration.");
        } else {
            out.println("Not loaded");
            for (BrokenPlugin plugin : all.broken()) {
                out.println("- " + TerminalText.of(Sentence.ended(plugin.sentence())));
            }
        }
    }

    private static TextTable names(List<Installed> plugins) {
        return TextTable.of(plugins, text("name", Installed::name), text("description", Installed::description));
    }

    private static TextTable jars(List<Installed> plugins) {
        return TextTable.of(
                plugins,
                text("name", Installed::name),
                text("description", Installed::description),
                text("version", plugin -> plugin.jar().version()),
                text("jar", plugin -> String.valueOf(plugin.jar().location().getFileName())),
                text("SHA-256", plugin -> plugin.jar().sha256().substring(0, DIGITS)));
    }

    private static String plural(Kind kind) {
        return switch (kind) {
            case DATASET -> "Datasets";
            case MODEL -> "Models";
            case EVALUATOR -> "Evaluators";
        };
    }

    private static String singular(Kind kind) {
        return switch (kind) {
            case DATASET -> "a dataset";
            case MODEL -> "a model";
            case EVALUATOR -> "an evaluator";
        };
    }

    /** Prints the plugins of a name, and why none of them can be used if several are of one kind. */
    void show(List<Installed> named) {
        named.forEach(this::show);
        if (named.stream().map(Installed::kind).distinct().count() < named.size()) {
            out.println();
            out.println(Paragraph.wrapped(TerminalText.of("Several plugins of one kind are named '"
                    + named.get(0).name() + "', so that no spec can use them. Remove all but one of them.")));
        }
    }

    private void show(Installed plugin) {
        out.println(TerminalText.of(plugin.name() + ": " + plugin.description()));
        out.println(singular(plugin.kind()) + ", version "
                + TerminalText.of(plugin.jar().version()) + ", from "
                + TerminalText.of(plugin.jar().location().toString()));
        out.println("SHA-256 " + plugin.jar().sha256());
        out.println();
        if (plugin.keys().isEmpty()) {
            out.println("It has no configuration.");
        } else {
            out.println(TableText.of(TextTable.of(
                    plugin.keys(),
                    text("key", KeyDescription::name),
                    text("default", PluginsText::standard),
                    text("allowed", KeyDescription::allowed),
                    text("meaning", KeyDescription::meaning))));
        }
        out.println();
        out.println("In a spec:");
        out.println(Json.PRETTY.writeValueAsString(plugin.example()));
    }

    private static String standard(KeyDescription key) {
        return key.required()
                ? "(required)"
                : key.standard() == null ? "(none)" : key.standard().toString();
    }
}
