package org.bakeoff.runner.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.files.WholeFile;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Epoch;

/** Writes what an experiment found into its run directory. */
public final class Reports {

    private final TemplateEngine templates;

    @Inject
    Reports() {
        this.templates = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Reports.class.getClassLoader(), "org.bakeoff.runner.report.templates");
    }

    /**
     * Writes comparison.json, run.json and report.html.
     *
     * @param histories the epochs of every trial that is done, by its name
     */
    public void write(
            RunDirectory directory, ComparisonResult result, Map<String, List<Epoch>> histories, Provenance provenance)
            throws IOException {
        directory.write("comparison.json", ComparisonJson.of(result));
        directory.write("run.json", provenance.toJson());
        StringOutput html = new StringOutput();
        templates.render(
                "report.jte",
                Map.of(
                        "result",
                        result,
                        "histories",
                        histories,
                        "spec",
                        Json.PRETTY.writeValueAsString(provenance.spec().toJson()),
                        "run",
                        Json.PRETTY.writeValueAsString(provenance.toJson())),
                html);
        WholeFile.write(directory.path().resolve("report.html"), html.toString());
    }
}
