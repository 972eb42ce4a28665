package org.bakeoff.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.data.EncodedFile;

/** The rules of docs/architecture.md, over all modules on the classpath of the distribution. */
@AnalyzeClasses(packages = "org.bakeoff", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

    /** Leaves out test classes. ArchUnit's own option knows neither target/quick/test-classes nor the jars of test classes. */
    static final class WithoutTests implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    private static final String[] PLUGINS = {
        "org.bakeoff.provider..", "org.bakeoff.dataset..", "org.bakeoff.evaluators..", "org.bakeoff.toolkit.."
    };

    /** The runner's packages. */
    private static final String[] RUNNER = {
        "org.bakeoff.io..",
        "org.bakeoff.plugins..",
        "org.bakeoff.spec..",
        "org.bakeoff.data..",
        "org.bakeoff.training..",
        "org.bakeoff.statistics..",
        "org.bakeoff.report..",
        "org.bakeoff.experiment.."
    };

    @ArchTest
    static final ArchRule RUNNER_AND_CLI_KNOW_NO_PLUGIN = noClasses()
            .that()
            .resideInAnyPackage(RUNNER)
            .or()
            .resideInAnyPackage("org.bakeoff.cli..", "org.bakeoff.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PLUGINS);

    @ArchTest
    static final ArchRule PLUGINS_KNOW_NO_RUNNER = noClasses()
            .that()
            .resideInAnyPackage(PLUGINS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RUNNER)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bakeoff.cli..", "org.bakeoff.web..");

    /** Everything below is without a page and without a command line. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_THE_PAGE_BUT_THE_COMMAND_LINE = noClasses()
            .that()
            .resideOutsideOfPackages("org.bakeoff.cli..", "org.bakeoff.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bakeoff.web..", "com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule API_KNOWS_JAVA_AND_DJL_ONLY = classes()
            .that()
            .resideInAPackage("org.bakeoff.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.bakeoff.api..", "java..", "ai.djl..", "org.jspecify..");

    /** Executors are modules of their own. */
    @ArchTest
    static final ArchRule NOTHING_KNOWS_A_CLUSTER = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..", "org.bakeoff.executor..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.bakeoff.(**)").should().beFreeOfCycles();

    @ArchTest
    static void onlyTheCommandLinePrints(JavaClasses all) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                all.that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("org.bakeoff.cli.."))));
    }

    /** An application that embeds the runner is not ours to end or to set up. */
    @ArchTest
    static final ArchRule THE_RUNNER_LEAVES_THE_JVM_ALONE = noClasses()
            .that()
            .resideInAnyPackage(RUNNER)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Locale.class, "setDefault", Locale.class)
            .orShould()
            .callMethod(Thread.class, "setDefaultUncaughtExceptionHandler", Thread.UncaughtExceptionHandler.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("ch.qos.logback..", "java.util.logging..", "org.apache.logging..");

    /** DJL can be told to stay offline, and JNA where to unpack its library, in no other way. */
    @ArchTest
    static final ArchRule PROPERTIES_ARE_SET_IN_ONE_PLACE = noClasses()
            .that()
            .resideInAnyPackage(RUNNER)
            .and()
            .resideOutsideOfPackage("org.bakeoff.training.engine")
            .should()
            .callMethod(System.class, "setProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "setProperties", Properties.class);

    @ArchTest
    static final ArchRule STANDARD_STREAMS_ARE_SET_IN_WORKERS_ONLY = noClasses()
            .that()
            .resideInAnyPackage(RUNNER)
            .and()
            .doNotHaveFullyQualifiedName("org.bakeoff.training.worker.WorkerLoop")
            .should()
            .callMethod(System.class, "setOut", PrintStream.class)
            .orShould()
            .callMethod(System.class, "setErr", PrintStream.class);

    /** So that all jars may stand on a module path, and one class loader may load each. */
    @ArchTest
    static void noPackageIsSplitAcrossJars(JavaClasses all) {
        Map<String, Set<String>> jars = new TreeMap<>();
        for (JavaClass one : all) {
            String place = one.getSource().orElseThrow().getUri().toString();
            String file = one.getFullName().replace('.', '/') + ".class";
            jars.computeIfAbsent(one.getPackageName(), name -> new TreeSet<>())
                    .add(place.substring(0, place.length() - file.length()));
        }
        assertThat(jars)
                .hasSizeGreaterThan(20)
                .allSatisfy((name, places) -> assertThat(places).hasSize(1));
    }

    /** Longer lists are records that mean something. Only in a configuration each component is a key of its JSON. */
    @ArchTest
    static void nothingTakesMoreThanSevenParameters(JavaClasses all) {
        assertThat(all)
                .filteredOn(one -> !(one.isRecord()
                        && Arrays.stream(one.reflect().getRecordComponents())
                                .anyMatch(component -> component.isAnnotationPresent(ConfigProperty.class))))
                .flatExtracting(JavaClass::getCodeUnits)
                .filteredOn(one -> !one.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !(one.isConstructor() && one.getOwner().isEnum()))
                .allSatisfy(one -> assertThat(one.getRawParameterTypes())
                        .as(one.getFullName())
                        .hasSizeLessThanOrEqualTo(7));
    }

    /** The only classes that open files. */
    private static final Set<String> OPENERS = Set.of(
            "org.bakeoff.io.RegularFiles",
            // Makes a file of an unguessable name, and renames it.
            "org.bakeoff.io.AtomicFile",
            // Standard output and standard error.
            "org.bakeoff.training.worker.WorkerLoop",
            // Opens a jar that RegularFiles has looked at, and writes into a temporary folder of its own.
            "org.bakeoff.plugins.PinnedPlugins",
            // Opens jars that PinnedPlugins has copied.
            "org.bakeoff.plugins.JarManifest",
            // Opens jars that RegularFiles has looked at.
            "org.bakeoff.data.PluginCode",
            // Renames folders that it made.
            "org.bakeoff.training.engine.NativeLibraries",
            // Files of Linux in /proc.
            "org.bakeoff.report.run.LeaseHolder",
            "org.bakeoff.training.MachineCapacity");

    /**
     * Files in a folder that others may have made may be links or pipes, so RegularFiles opens all. A dataset plugin opens what its
     * {@code DataContext} has looked at.
     */
    @ArchTest
    static final ArchRule FILES_ARE_OPENED_IN_ONE_PLACE = noClasses()
            .that()
            .resideInAnyPackage(RUNNER)
            .or()
            .resideInAnyPackage("org.bakeoff.cli..", "org.bakeoff.web..")
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "opens a file by itself",
                    access -> opens(access.getTarget())
                            && !OPENERS.contains(access.getOriginOwner().getName())));

    private static boolean opens(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        return switch (owner) {
            case "java.nio.file.Files" ->
                name.matches(
                        "new[A-Z].*|read(AllBytes|AllLines|String)|lines|write|writeString|copy|move|mismatch|list");
            case "java.nio.channels.FileChannel", "java.nio.channels.AsynchronousFileChannel" -> name.equals("open");
            case "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.RandomAccessFile",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.PrintWriter",
                    "java.util.jar.JarFile",
                    "java.util.zip.ZipFile",
                    "java.util.Scanner" ->
                name.equals("<init>")
                        && target instanceof AccessTarget.CodeUnitAccessTarget made
                        && made.getRawParameterTypes().stream()
                                .limit(1)
                                .anyMatch(type -> Set.of(
                                                "java.lang.String",
                                                "java.io.File",
                                                "java.nio.file.Path",
                                                "java.io.FileDescriptor")
                                        .contains(type.getName()));
            default ->
                owner.startsWith("de.siegmar.fastcsv.")
                        && target instanceof AccessTarget.CodeUnitAccessTarget called
                        && called.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Path.class));
        };
    }

    @ArchTest
    static final ArchRule ONE_PLACE_SEES_THE_INJECTOR = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.bakeoff.experiment.ExperimentServices")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.google.inject.Injector");

    @ArchTest
    static final ArchRule TRAINING_CANT_REACH_TEST_LABELS = noClasses()
            .that()
            .resideInAPackage("org.bakeoff.training..")
            .and()
            .doNotHaveSimpleName("PredictionsFile")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.data.TestData")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.api.Example");

    /** Only these two give access to test labels, and to texts and attributes of test examples. */
    @ArchTest
    static final ArchRule TRAINING_CANT_OPEN_EXAMPLES = noClasses()
            .that()
            .resideInAnyPackage("org.bakeoff.training..", "org.bakeoff.spec..", "org.bakeoff.provider..")
            .and()
            .doNotHaveSimpleName("PredictionsFile")
            .should()
            .callMethod(EncodedFile.class, "test")
            .orShould()
            .callMethod(EncodedFile.class, "train");

    @ArchTest
    static final ArchRule ONLY_TRAINING_KNOWS_PYTORCH = noClasses()
            .that()
            .resideOutsideOfPackage("org.bakeoff.training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl.engine..", "ai.djl.pytorch..", "com.sun.jna..");

    @ArchTest
    static final ArchRule WHAT_TRAINS_KNOWS_NO_COMPARISON = noClasses()
            .that()
            .resideInAnyPackage("org.bakeoff.training..", "org.bakeoff.spec..", "org.bakeoff.data..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bakeoff.statistics..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.bakeoff.api.Comparison");
}
