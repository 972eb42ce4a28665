package org.bakeoff.cli;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Holds the spec's file and the values set in it. */
final class SpecOptions {

    @Parameters(paramLabel = "SPEC", description = "The experiment, a JSON file.")
    private @Nullable Path spec;

    @Option(
            names = "--set",
            paramLabel = "POINTER=JSON",
            converter = Assignment.Converter.class,
            description = "Sets a value of the spec, such as /training/epochs=1. May be given several times.")
    private List<Assignment> settings = List.of();

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    /** A JSON pointer into the spec, and the new value as JSON. */
    record Assignment(String pointer, String json) {

        static final class Converter implements ITypeConverter<Assignment> {

            @Override
            public Assignment convert(String text) {
                int equals = text.indexOf('=');
                if (!text.startsWith("/") || equals < 0) {
                    throw new TypeConversionException(
                            "'" + Failures.quotable(text) + "' must be POINTER=JSON, such as /training/epochs=1");
                }
                return new Assignment(text.substring(0, equals), text.substring(equals + 1));
            }
        }
    }

    ExperimentBuilder experiment() {
        ExperimentBuilder builder = Experiment.builder();
        if (spec != null) {
            builder.spec(spec);
        }
        plugins.all().forEach(builder::plugins);
        settings.forEach(setting -> builder.set(setting.pointer(), setting.json()));
        return builder;
    }
}
