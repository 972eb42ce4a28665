package org.bakeoff.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.runner.data.EncodedFile;

/** The rules of docs/architecture.md, over all modules on the classpath of the distribution. */
@AnalyzeClasses(packages = "org.bakeoff", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PLUGINS = {
        "org.bakeoff.provider..", "org.bakeoff.dataset..", "org.bakeoff.evaluators..", "org.bakeoff.toolkit.."
    };

    /** In the order of the data flow; none may know one behind it. */
    private static final List<String> STATIONS = List.of("plugin", "spec", "data", "trial", "compare", "report");

    @ArchTest
    static final ArchRule RUNNER_AND_CLI_KNOW_NO_PLUGIN = noClasses()
            .that()
            .resideInAnyPackage("org.bakeoff.runner..", "org.bakeoff.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PLUGINS);

    @ArchTest
    static final ArchRule PLUGINS_KNOW_NO_RUNNER = noClasses()
            .that()
            .resideInAnyPackage(PLUGINS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bakeoff.runner..", "org.bakeoff.cli..");

    @ArchTest
    static final ArchRule API_KNOWS_JAVA_AND_DJL_ONLY = classes()
            .that()
            .resideInAPackage("org.bakeoff.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.bakeoff.api..", "java..", "ai.djl..", "org.jspecify..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.bakeoff.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_STATION_REACHES_BACK = CompositeArchRule.of(IntStream.range(0, STATIONS.size() - 1)
            .mapToObj(station -> (ArchRule) noClasses()
                    .that()
                    .resideInAPackage("org.bakeoff.runner." + STATIONS.get(station) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(STATIONS.subList(station + 1, STATIONS.size()).stream()
                            .map(later -> "org.bakeoff.runner." + later + "..")
                            .toArray(String[]::new)))
            .toList());

    @ArchTest
    static void onlyTheCommandLinePrints(JavaClasses all) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                all.that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("org.bakeoff.cli.."))));
    }

    @ArchTest
    static final ArchRule ONE_PLACE_SEES_THE_INJECTOR = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.bakeoff.runner.Wiring")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.google.inject.Injector");

    @ArchTest
    static final ArchRule TRAINING_CANT_REACH_TEST_LABELS = noClasses()
            .that()
            .resideInAPackage("org.bakeoff.runner.trial..")
            .and()
            .doNotHaveSimpleName("PredictionsFile")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.runner.data.TestData")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.api.Example");

    /** Test labels, and the tests' texts and attributes, come out of these two doors only. */
    @ArchTest
    static final ArchRule TRAINING_CANT_OPEN_EXAMPLES = noClasses()
            .that()
            .resideInAnyPackage("org.bakeoff.runner.trial..", "org.bakeoff.runner.spec..", "org.bakeoff.provider..")
            .and()
            .doNotHaveSimpleName("PredictionsFile")
            .should()
            .callMethod(EncodedFile.class, "test")
            .orShould()
            .callMethod(EncodedFile.class, "train");

    @ArchTest
    static final ArchRule WHAT_TRAINS_KNOWS_NO_COMPARISON = noClasses()
            .that()
            .resideInAnyPackage("org.bakeoff.runner.trial..", "org.bakeoff.runner.spec..", "org.bakeoff.runner.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bakeoff.runner.compare..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.api.Comparison");
}
