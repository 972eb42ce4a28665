package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What putting a value into any tree means. */
class SpecOverrideTest {

    private static final String TREE = """
            {"a": {"b": 1, "c": [1, {"b": 2}, [3]], "a~/b": {}}, "b": null, "c": [], "0": {"1": "x"}}
            """;

    @Property(tries = 500)
    void theValueIsThereAfterwardsAndNothingElseChanges(
            @ForAll("pointers") String pointer, @ForAll("values") String value) {
        JsonNode before = Json.LENIENT.readTree(TREE);
        JsonNode tree = before.deepCopy();
        Faults faults = new Faults();
        boolean done = new SpecOverride(pointer, value).apply(tree, faults);

        if (!done) {
            assertThat(tree).isEqualTo(before);
            assertThat(faults.all()).extracting(SpecFault::pointer).containsExactly(pointer);
            return;
        }
        assertThat(faults.isEmpty()).isTrue();
        assertThat(tree.at(pointer)).isEqualTo(Json.LENIENT.readTree(value));
        JsonNode once = tree.deepCopy();
        assertThat(new SpecOverride(pointer, value).apply(tree, faults)).isTrue();
        assertThat(tree).isEqualTo(once);
        if (!before.at(pointer).isMissingNode()) {
            assertThat(new SpecOverride(pointer, before.at(pointer).toString()).apply(tree, faults))
                    .isTrue();
            assertThat(tree).isEqualTo(before);
        }
    }

    @Property(tries = 300)
    void whateverIsThereCanBeSet(@ForAll("pointers") String pointer, @ForAll("values") String value) {
        JsonNode tree = Json.LENIENT.readTree(TREE);
        if (!tree.at(pointer).isMissingNode()) {
            assertThat(new SpecOverride(pointer, value).apply(tree, new Faults()))
                    .isTrue();
        }
    }

    @Test
    void whatCantBeSetIsSaidWithoutTouchingTheSpec() {
        JsonNode tree = Json.LENIENT.readTree(TREE);
        for (SpecOverride wrong : List.of(
                new SpecOverride("a", "1"),
                new SpecOverride("/a", ""),
                new SpecOverride("/a", "x"),
                new SpecOverride("/b/x", "1"),
                new SpecOverride("/c/0", "1"),
                new SpecOverride("/a/c/3", "1"),
                new SpecOverride("/x".repeat(101), "1"))) {
            Faults faults = new Faults();
            assertThat(wrong.apply(tree, faults)).as(wrong.toString()).isFalse();
            assertThat(faults.size()).isEqualTo(1);
            assertThat(tree).isEqualTo(Json.LENIENT.readTree(TREE));
        }
        assertThat(new SpecOverride("/x".repeat(100), "1").apply(tree, new Faults()))
                .isTrue();
        assertThat(tree.at("/x".repeat(100)).asInt()).isEqualTo(1);
    }

    @Provide
    Arbitrary<String> pointers() {
        return Arbitraries.of("a", "b", "c", "0", "1", "2", "a~0~1b", "", "new", "-")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(steps -> "/" + String.join("/", steps));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("1", "null", "\"x\"", "{}", "[]", "{\"b\": [1, {}]}", "[[2]]");
    }
}
