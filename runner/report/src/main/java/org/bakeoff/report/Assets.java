package org.bakeoff.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.bakeoff.io.Sha256;

/**
 * The scripts and the style sheet that a report embeds.
 *
 * @param scripts the scripts, in the order to run them
 * @param style the style sheet
 * @param policy the Content-Security-Policy: no requests, and no scripts or style sheets but these
 */
public record Assets(List<String> scripts, String style, String policy) {

    private static final Assets ALL = load();

    /** Copies the list. */
    public Assets {
        scripts = List.copyOf(scripts);
    }

    /** Returns those of all reports. */
    public static Assets ofReports() {
        return ALL;
    }

    private static Assets load() {
        // The interpreter, which embed prefers to its own, older one, adds itself to vega.
        List<String> scripts = List.of(
                script("/org/bakeoff/report/vega/vega.min.js"),
                script("/org/bakeoff/report/vega/vega-interpreter.min.js"),
                webJar("vega-lite"),
                webJar("vega-embed"),
                text("/org/bakeoff/report/report.js"));
        return of(scripts, text("/org/bakeoff/report/report.css"));
    }

    private static Assets of(List<String> scripts, String style) {
        return new Assets(
                scripts,
                style,
                "default-src 'none'; script-src " + (scripts.isEmpty() ? "'none'" : hashes(scripts)) + "; style-src "
                        + hashes(List.of(style)) + "; base-uri 'none'; form-action 'none'");
    }

    /** Returns those of a page that only shows text and tables. */
    Assets withoutScripts() {
        return of(List.of(), style);
    }

    private static String hashes(List<String> texts) {
        return texts.stream().map(Assets::hash).collect(Collectors.joining(" "));
    }

    private static String hash(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    /** Returns the minified script of a WebJar, in the version that is on the classpath. */
    private static String webJar(String name) {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars/" + name + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script("/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/" + name
                + ".min.js");
    }

    private static String script(String resource) {
        // A browser would request the map as soon as its developer tools are open.
        return text(resource).replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            // A browser hashes what it has read, with its line ends.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " isn't on the classpath; is bakeoff-report complete?");
        }
        return in;
    }
}
