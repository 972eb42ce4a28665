package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.data.ClassChecks.NamedClass;
import org.junit.jupiter.api.Test;

/** What is found in the names and sizes of classes. */
class ClassChecksTest {

    private final List<String> names = new ArrayList<>();
    private final List<Example> train = new ArrayList<>();
    private final List<Example> test = new ArrayList<>();

    private void add(String name, int trained, int tested) {
        IntStream.range(0, trained).forEach(index -> add(train));
        IntStream.range(0, tested).forEach(index -> add(test));
        names.add(name);
    }

    private void add(List<Example> set) {
        set.add(new Example("x", new int[0], names.size(), "text", "x", Map.of()));
    }

    private ClassChecks checks() {
        return new ClassChecks(names, ExampleTable.of(train), ExampleTable.of(test));
    }

    @Test
    void alikeAreNamesThatDifferInCaseBlanksFormOrFormat() {
        add("yes", 10, 10);
        add("Yes", 20, 5);
        add("y\u00a0e\u200bs", 1, 0);
        add("no", 10, 10);
        add("0", 5, 5);
        add("0.0", 5, 6);
        add("1e2", 1, 1);
        add("+100", 1, 0);
        add("caf\u00e9", 10, 0);
        add("cafe\u0301", 9, 0);
        add("cafe", 9, 0);
        add("1e999999999", 1, 0);
        assertThat(checks().alike())
                .containsExactly(
                        List.of(
                                new NamedClass("Yes", 25),
                                new NamedClass("yes", 20),
                                new NamedClass("y\u00a0e\u200bs", 1)),
                        List.of(new NamedClass("0.0", 11), new NamedClass("0", 10)),
                        List.of(new NamedClass("1e2", 2), new NamedClass("+100", 1)),
                        List.of(new NamedClass("caf\u00e9", 10), new NamedClass("cafe\u0301", 9)));
    }

    @Test
    void alikeAreNamesThatDifferInHyphensQuotesOrMinusSigns() {
        add("not ok", 10, 0);
        add("not_ok", 9, 0);
        add("not-ok", 8, 0);
        add("'pos'", 5, 0);
        add("pos", 4, 0);
        add("pos.", 3, 0);
        add("-1", 2, 0);
        add("\u22121", 1, 0);
        add("1", 1, 0);
        add("a-1", 1, 0);
        add("a1", 1, 0);
        add("C", 1, 0);
        add("C++", 1, 0);
        assertThat(checks().alike())
                .extracting(group -> group.stream().map(NamedClass::name).toList())
                .containsExactly(
                        List.of("not ok", "not_ok", "not-ok"),
                        List.of("'pos'", "pos", "pos."),
                        List.of("-1", "\u22121"));
    }

    @Test
    void emptyLikeAreNamesOfMissingValues() {
        List<String> names = List.of(
                "nan",
                "NaN",
                "NULL",
                "None",
                " N/A ",
                "\\N",
                "(null)",
                "[NULL]",
                "<null>",
                "__HIVE_DEFAULT_PARTITION__");
        for (String name : names) {
            add(name, 1, 0);
        }
        for (String name : List.of("nobody", "a", "N", "nil-nil", "hive", "(a)", "[1]")) {
            add(name, 1, 0);
        }
        assertThat(checks().emptyLike()).extracting(NamedClass::name).containsExactlyElementsOf(names);
    }

    @Test
    void rareIsAClassOfFewExamplesOrASmallShare() {
        add("most", 2_000, 0);
        add("enough", 30, 0);
        add("small", 10, 5);
        add("few", 4, 5);
        assertThat(checks().rare()).extracting(NamedClass::name).containsExactly("small", "few");
        assertThat(checks().total()).isEqualTo(2_054);
    }

    @Test
    void ofManyClassesNoneIsRareForBeingOneOfMany() {
        for (int label = 0; label < 200; label++) {
            add("c" + label, 20, 0);
        }
        assertThat(checks().rare()).isEmpty();
    }
}
