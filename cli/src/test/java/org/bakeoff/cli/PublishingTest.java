package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What stands in the poms by hand and has to agree. */
class PublishingTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String NEVER_PUBLISHED = "/project/properties/maven.deploy.skip[.='true']";
    private static final String MANAGED = "/project/dependencyManagement/dependencies/dependency/artifactId";

    @Test
    void theBomListsWhatIsPublishedAndNothingElse() throws Exception {
        assertThat(texts(pom(ROOT.resolve("bom")), MANAGED))
                .containsExactlyInAnyOrderElementsOf(published(ROOT))
                .contains("bakeoff-api", "bakeoff-testkit", "bakeoff-runner")
                .doesNotContain("bakeoff-benchmarks");
    }

    /** The bom has no parent to take them from. */
    @Test
    void theBomSaysOfItselfWhatTheParentSays() throws Exception {
        Document parent = pom(ROOT);
        Document bom = pom(ROOT.resolve("bom"));

        for (String element : List.of("version", "url", "inceptionYear", "licenses", "developers", "scm")) {
            assertThat(text(bom, "/project/" + element))
                    .as(element)
                    .isNotBlank()
                    .isEqualTo(text(parent, "/project/" + element));
        }
    }

    /** They have another's coordinates, and each stands alone. */
    @Test
    void noExampleIsPublished() throws Exception {
        Path examples = ROOT.resolve("examples");

        assertThat(texts(pom(examples), NEVER_PUBLISHED)).hasSize(1);
        assertThat(texts(pom(examples), "/project/modules/module"))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(texts(pom(examples.resolve(module)), NEVER_PUBLISHED))
                        .as(module)
                        .hasSize(1));
    }

    /** The artifacts of a folder's modules that are deployed and that others can depend on. */
    private static List<String> published(Path folder) throws Exception {
        List<String> found = new ArrayList<>();
        for (String module : texts(pom(folder), "/project/modules/module")) {
            Document pom = pom(folder.resolve(module));
            if (!texts(pom, NEVER_PUBLISHED).isEmpty()) {
                continue;
            }
            assertThat(text(pom, "/project/name")).as("name of %s", module).isNotBlank();
            assertThat(text(pom, "/project/description"))
                    .as("description of %s", module)
                    .isNotBlank();
            if (!List.of("pom", "maven-archetype").contains(text(pom, "/project/packaging"))) {
                found.add(text(pom, "/project/artifactId"));
            }
            found.addAll(published(folder.resolve(module)));
        }
        return found;
    }

    private static Document pom(Path folder) throws Exception {
        try (var stream = Files.newInputStream(folder.resolve("pom.xml"))) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
    }

    private static String text(Document pom, String path) throws XPathExpressionException {
        return XPathFactory.newInstance().newXPath().evaluate(path, pom).strip().replaceAll("\\s+", " ");
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
