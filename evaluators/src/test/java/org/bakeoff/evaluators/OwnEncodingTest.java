package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.junit.jupiter.api.Test;

/** Models with an encoding of their own are asked by their own tokens: here every token of the dataset twice. */
class OwnEncodingTest {

    private static final double[] WORDS = DoubleStream.iterate(0, weight -> -weight - (weight < 0 ? 0 : 1))
            .limit(21)
            .toArray();

    @Test
    void contextLengthsCountItsOwnTokens() {
        TinyModel five = new TinyModel(1, WORDS).sees(5);
        TinyModel ten = new TinyModel(2, WORDS).sees(10);
        List<Finding> findings = new Probed(2, 21)
                .random(300, 6, 20, five)
                .model("five", five)
                .doubling("ten", 40, ten)
                .doubling("short", 3, ten)
                .by(new ContextLength());

        Table lengths = (Table) finding(findings, "contextLength");
        assertThat(lengths.rows().get(0).subList(2, 4)).containsExactly(1.0, 5L);
        // Twice a token is right where it is right once.
        assertThat(lengths.rows().get(1).subList(2, 4)).containsExactly(1.0, 10L);
        assertThat(line(findings, "contextLengthAgreement", 0)).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0);
        assertThat(line(findings, "contextLengthAgreement", 1)).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 40.0);
        assertThat(line(findings, "contextLengthAgreement", 2)).containsExactly(1.0, 2.0, 3.0);
        // Each model has a line before and one after training.
        assertThat(line(findings, "contextLengthGradients", 4)).containsExactly(1.0, 2.0, 3.0);
        assertThat(Collections.max(line(findings, "contextLengthGradients", 2)))
                .isGreaterThan(1.5 * Collections.max(line(findings, "contextLengthGradients", 0)));
    }

    @Test
    void contextLengthsInDifferentTokensHaveDifferentLines() {
        TinyModel five = new TinyModel(1, WORDS).sees(5);
        Probed alike = new Probed(2, 21)
                .random(40, 6, 20, five)
                .doubling("a", 40, five)
                .doubling("b", 40, five);

        assertThat(variants(alike.by(new ContextLength()))).containsExactly("", "");
        List<Finding> mixed = alike.model("five", five).by(new ContextLength());
        assertThat(variants(mixed)).containsExactly("by its own tokens", "by its own tokens", "");
        assertThat(((Table) finding(mixed, "contextLength")).note()).contains("tokens are its own");
    }

    private static List<String> variants(List<Finding> findings) {
        return ((Curve) finding(findings, "contextLengthAccuracy"))
                .lines().stream().map(Curve.Line::variant).toList();
    }

    private static List<Double> line(List<Finding> findings, String name, int line) {
        return ((Curve) finding(findings, name))
                .lines().get(line).points().stream().map(Curve.Point::x).toList();
    }

    private static Finding finding(List<Finding> findings, String name) {
        return findings.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void attributionsAreOfItsOwnTokens() {
        List<Finding> findings = new Probed(2, 21)
                .example(1, 1, 2)
                .example(0, 3, 4, 5)
                .model("once", new TinyModel(1, WORDS))
                .doubling("twice", 40, new TinyModel(2, WORDS))
                .by(new Disagreements());

        for (Cases.Group group : ((Cases) findings.get(0)).groups()) {
            for (Cases.Case one : group.cases()) {
                Cases.Attribution once = one.predictions().get(0).attribution();
                Cases.Attribution twice = one.predictions().get(1).attribution();
                assertThat(once.tokens()).isEmpty();
                assertThat(once.scores()).hasSameSizeAs(one.tokens());
                List<String> doubled = one.tokens().stream()
                        .flatMap(token -> List.of(token + "'", token + "'").stream())
                        .toList();
                assertThat(twice.tokens()).isEqualTo(Optional.of(doubled));
                assertThat(twice.scores()).hasSameSizeAs(doubled);
            }
        }
        Table deletion = (Table) finding(findings, "attributionFaithfulness");
        assertThat(deletion.rows()).extracting(row -> row.get(0)).contains("once", "twice");
    }

    @Test
    void paddingStandsBeforeItsOwnTokens() {
        TinyModel drifting = new TinyModel(1, WORDS).drift(0.1);
        Table table = (Table) new Probed(2, 21)
                .random(100, 6, 20, drifting)
                .doubling("twice", 40, drifting)
                .by(new PaddingSensitivity())
                .get(0);
        // With the padding of training it predicts what the trial did.
        assertThat(table.rows().get(1).subList(4, 6)).containsExactly(0.0, 0.0);
        assertThat((double) table.rows().get(0).get(5)).isPositive();
    }
}
