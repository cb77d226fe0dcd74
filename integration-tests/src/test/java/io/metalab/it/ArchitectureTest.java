package io.metalab.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrow table of docs/architecture.md, as a test. */
class ArchitectureTest {
  private static final String[] PLATFORM = {"java..", "javax..", "org.jspecify..", "org.slf4j.."};

  private static final String[] INSIDE = {
    "com.google.common..", "com.google.errorprone..", "org.apache.commons.rng.."
  };

  /** What each package tree may use besides itself and the platform. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "io.dymad..",
              List.of(
                  "io.metalab.api..",
                  "io.metalab.capture..",
                  "com.fasterxml.jackson..",
                  "org.bytedeco..",
                  "org.hipparchus..",
                  "org.nd4j..",
                  "ai.djl.."),
          "io.dymad.agent..",
              List.of(
                  "io.dymad..",
                  "io.metalab.api..",
                  "io.metalab.core..",
                  "io.metalab.cli..",
                  "picocli.."),
          "io.metalab.api..", List.of(),
          "io.metalab.capture..", List.of("io.metalab.api..", "com.fasterxml.jackson.."),
          "io.metalab.core..",
              List.of(
                  "io.metalab.api..",
                  "io.metalab.capture..",
                  "com.fasterxml.jackson..",
                  "org.erdtman.jcs..",
                  "org.snakeyaml.engine..",
                  "org.objectweb.asm..",
                  "org.apache.commons.math3.random..",
                  "org.apache.commons.math3.distribution..",
                  "org.apache.commons.math3.linear..",
                  "org.apache.commons.statistics.."),
          "io.metalab.store..",
              List.of(
                  "io.metalab.api..",
                  "io.metalab.core..",
                  "com.fasterxml.jackson..",
                  "com.zaxxer.hikari..",
                  "org.flywaydb.core..",
                  "org.postgresql..",
                  "org.sqlite.."),
          "io.metalab.executor..",
              List.of("io.metalab.api..", "io.metalab.core..", "com.hazelcast.."),
          "io.metalab.testkit..",
              List.of("io.metalab.api..", "org.junit..", "org.assertj..", "org.opentest4j.."),
          "io.metalab.cli..",
              List.of(
                  "io.metalab",
                  "io.metalab.api..",
                  "io.metalab.capture..",
                  "io.metalab.core..",
                  "io.metalab.store..",
                  "io.metalab.executor..",
                  "com.fasterxml.jackson..",
                  "picocli..",
                  "com.github.difflib..",
                  "ch.qos.logback..",
                  "io.modelcontextprotocol..",
                  "reactor.core..",
                  "org.eclipse.jetty..",
                  "jakarta.servlet..",
                  "sun.misc"),
          "io.metalab.examples..",
              List.of(
                  "io.metalab",
                  "io.metalab.api..",
                  "io.metalab.capture",
                  "io.metalab.capture.plot",
                  "io.metalab.core.params",
                  "io.metalab.core.search",
                  "io.metalab.core.stage",
                  "io.metalab.store",
                  "org.ejml..",
                  "org.h2.mvstore.."));

  /** What each layer of the agent may use of the others; all may use its root package. */
  private static final Map<String, List<String>> AGENT_LAYERS =
      Map.of(
          "registry", List.of(),
          "store", List.of(),
          "facade", List.of("store"),
          "compiler", List.of("registry", "facade", "store"),
          "exec", List.of("facade", "store"),
          "mcp", List.of("app"),
          "app", List.of("registry", "compiler", "exec", "facade", "store"),
          "cli", List.of("mcp", "app", "registry"));

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.metalab", "io.dymad");
  }

  @TestFactory
  List<DynamicTest> eachModuleUsesOnlyWhatTheTableAllows() {
    return ARROWS.keySet().stream()
        .sorted()
        .map(tree -> DynamicTest.dynamicTest(tree, () -> checkArrows(tree)))
        .toList();
  }

  private static void checkArrows(String tree) {
    DescribedPredicate<JavaClass> ofTree = ofTree(tree);
    assertThat(classes.that(ofTree)).as("classes of %s", tree).isNotEmpty();
    DescribedPredicate<JavaClass> allowed =
        resideInAPackage(tree)
            .or(resideInAnyPackage(PLATFORM))
            .or(resideInAnyPackage(INSIDE))
            .or(resideInAnyPackage(requireNonNull(ARROWS.get(tree)).toArray(String[]::new)))
            .or(
                DescribedPredicate.describe(
                    "arrays and primitives", type -> type.getPackageName().isEmpty()));
    classes().that(ofTree).should().onlyDependOnClassesThat(allowed).check(classes);
  }

  /** Returns the classes of a tree but those of another that stands in it. */
  private static DescribedPredicate<JavaClass> ofTree(String tree) {
    String root = tree.substring(0, tree.length() - 1);
    List<String> inside =
        ARROWS.keySet().stream()
            .filter(other -> other.startsWith(root) && !other.equals(tree))
            .toList();
    return resideInAPackage(tree)
        .and(DescribedPredicate.not(resideInAnyPackage(inside.toArray(String[]::new))));
  }

  @Test
  void theLayersOfTheAgentUseOnlyThoseBelow() {
    AGENT_LAYERS.forEach(
        (layer, below) -> {
          List<String> banned =
              AGENT_LAYERS.keySet().stream()
                  .filter(other -> !other.equals(layer) && !below.contains(other))
                  .map("io.dymad.agent.%s.."::formatted)
                  .toList();
          String own = "io.dymad.agent.%s..".formatted(layer);
          assertThat(classes.that(resideInAPackage(own))).as("classes of %s", layer).isNotEmpty();
          noClasses()
              .that(resideInAPackage(own))
              .should()
              .dependOnClassesThat(resideInAnyPackage(banned.toArray(String[]::new)))
              .check(classes);
        });
    noClasses()
        .that(resideInAPackage("io.dymad.agent"))
        .should()
        .dependOnClassesThat(resideInAPackage("io.dymad.agent.*.."))
        .check(classes);
  }

  @Test
  void theApiShowsNoLibraryInItsSignatures() {
    methods()
        .that()
        .areDeclaredInClassesThat(resideInAPackage("io.metalab.api.."))
        .and()
        .arePublic()
        .should()
        .notHaveRawReturnType(resideInAnyPackage(INSIDE))
        .andShould()
        .notHaveRawParameterTypes(
            DescribedPredicate.describe(
                "of a library", types -> types.stream().anyMatch(resideInAnyPackage(INSIDE))))
        .check(classes);
  }

  @Test
  void thePackagesOfTheCoreHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("io.metalab.core.(*)..")
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  @Test
  void databasesStayInThePackageOfTheirStores() {
    noClasses()
        .that(resideOutsideOfPackage("io.metalab.store.jdbc"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "com.zaxxer.hikari..", "org.flywaydb..", "org.postgresql..", "org.sqlite.."))
        .check(classes);
  }

  @Test
  void hazelcastStaysInThePackageThatIsNamedAfterIt() {
    noClasses()
        .that(resideOutsideOfPackage("io.metalab.executor.hazelcast"))
        .should()
        .dependOnClassesThat(resideInAPackage("com.hazelcast.."))
        .check(classes);
  }

  @Test
  void nd4jStaysInThePackageThatIsNamedAfterIt() {
    noClasses()
        .that(resideOutsideOfPackage("io.dymad.nd4j"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.nd4j.."))
        .check(classes);
  }

  @Test
  void djlStaysInThePackageOfTensors() {
    noClasses()
        .that(resideOutsideOfPackage("io.dymad.torch"))
        .should()
        .dependOnClassesThat(resideInAPackage("ai.djl.."))
        .check(classes);
  }

  @Test
  void theProtocolOfToolsStaysInThePackageThatServesIt() {
    noClasses()
        .that(resideOutsideOfPackage("io.metalab.cli.mcp"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.modelcontextprotocol..",
                "reactor..",
                "org.eclipse.jetty..",
                "jakarta.servlet.."))
        .check(classes);
    noClasses()
        .that(resideInAPackage("io.metalab.cli.mcp"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.metalab.cli", "io.metalab.cli.command..", "io.metalab.cli.tools.."))
        .check(classes);
  }

  @Test
  void nothingUsesJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectOutputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .check(classes);
  }
}
