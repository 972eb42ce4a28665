package org.bakeoff.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.data.DataLoader;
import org.bakeoff.runner.plugin.PluginPath;
import org.bakeoff.runner.report.RunDirectory;
import org.bakeoff.runner.spec.Setting;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.spec.SpecException;
import org.bakeoff.runner.trial.Trials;
import org.jspecify.annotations.Nullable;

/** Describes an experiment step by step; each method returns this. */
public final class ExperimentBuilder {

    private final List<Setting> settings = new ArrayList<>();
    private final List<Path> plugins = new ArrayList<>();
    private @Nullable Path file;
    private @Nullable String json;
    private @Nullable Path out;
    private CacheFolder cache = CacheFolder.ofPlatform();
    private @Nullable Integer workers = 0;
    private boolean offline;

    ExperimentBuilder() {}

    /** Takes the spec from a file; its relative paths are relative to the file's folder. */
    public ExperimentBuilder spec(Path file) {
        this.file = file;
        return this;
    }

    /** Takes the spec from a text; its relative paths are relative to the working directory. */
    public ExperimentBuilder spec(String json) {
        this.json = json;
        return this;
    }

    /**
     * Sets a value of the spec; its relative paths are relative to the working directory.
     *
     * @param pointer where, as a JSON pointer such as {@code /training/epochs}
     * @param value the value as JSON
     */
    public ExperimentBuilder set(String pointer, String value) {
        settings.add(new Setting(pointer, value));
        return this;
    }

    /**
     * Looks for plugins in a folder, too: every jar in it, and every folder in it that holds jars or classes, is a plugin with
     * a class loader of its own. They are found anew for every experiment, and unloaded with it.
     */
    public ExperimentBuilder plugins(Path folder) {
        plugins.add(folder);
        return this;
    }

    /** Chooses the run directory; without it, it is {@code runs/NAME} below the working directory. */
    public ExperimentBuilder out(Path folder) {
        this.out = folder;
        return this;
    }

    /** Chooses where downloads and encoded data are kept; without it, {@code BAKEOFF_CACHE} or the platform's cache. */
    public ExperimentBuilder cache(Path folder) {
        this.cache = new CacheFolder(folder);
        return this;
    }

    /** Trains in so many worker processes at once; 0, the default, in this process. */
    public ExperimentBuilder workers(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of workers can't be " + count);
        }
        this.workers = count;
        return this;
    }

    /**
     * Trains as many trials at once as this machine's cores and free memory have room for, each in a worker process; on a
     * GPU, or where there is room for one only, in this process.
     */
    public ExperimentBuilder workersThatFit() {
        this.workers = null;
        return this;
    }

    /** Whether nothing may be downloaded. */
    public ExperimentBuilder offline(boolean yes) {
        this.offline = yes;
        return this;
    }

    /**
     * Resolves the spec against the plugins on the classpath and in plugin folders. Nothing else is read.
     *
     * @throws SpecException if anything is wrong with the spec; it holds every fault
     * @throws org.bakeoff.runner.plugin.PluginException if two plugins have one name, or there is no such plugin folder
     */
    public Experiment build() {
        Wiring wiring = new Wiring(
                new PluginPath(plugins),
                new DataLoader.Options(cache, offline),
                new Trials.Workers(workers, WorkerMain.class, plugins));
        Spec spec;
        if (file != null) {
            spec = wiring.specs().read(file, settings);
        } else if (json != null) {
            spec = wiring.specs().read(json, settings);
        } else {
            throw new IllegalStateException("an experiment needs a spec");
        }
        Path folder = out == null ? Path.of("runs", spec.name()) : out;
        return new Experiment(spec, new RunDirectory(folder), wiring.stations());
    }
}
