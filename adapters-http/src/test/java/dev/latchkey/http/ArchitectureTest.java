package dev.latchkey.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.latchkey.core.key.PlaintextKey;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.latchkey.http");

  @Test
  void givenTheBuiltClasses_whenCounted_thenNoRulePassesOnNothing() {
    assertThat(CLASSES).hasSizeGreaterThan(45);
  }

  @Test
  void givenTheClient_whenItsDependenciesAreListed_thenThereIsNoServerBehindIt() {
    ArchRule rule =
        classes()
            .that()
            .resideInAPackage("..http.client..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "javax.net.ssl",
                "org.jspecify..",
                "org.apache.hc.core5..",
                "dev.latchkey.core.key",
                "dev.latchkey.http.client",
                "dev.latchkey.http.wire");
    rule.check(CLASSES);
  }

  @Test
  void givenTheClientOfAProduct_whenItIsNotInAHurry_thenItNeedsNoOtherHttpStack() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.client\\.Socket(Sender|Connection|Body).*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(CLASSES);
  }

  @Test
  void givenTheWireTypes_whenTheirDependenciesAreListed_thenTheyKnowNoServer() {
    noClasses()
        .that()
        .resideInAPackage("..http.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow..", "org.xnio..", "com.google..", "dev.latchkey.http")
        .check(CLASSES);
  }

  @Test
  void givenJackson_whenLookedFor_thenOnlyTheWireTypesKnowIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..http.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void givenGuice_whenLookedFor_thenOnlyItsOwnPackageKnowsIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..http.guice..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google..", "jakarta.inject..")
        .check(CLASSES);
  }

  @Test
  void givenMicrometer_whenLookedFor_thenOneClassAloneKnowsIt() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Metrics")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.prometheus..")
        .check(CLASSES);
  }

  @Test
  void givenTheClearSecret_whenLookedFor_thenOneAnswerAloneReadsIt() {
    noClasses()
        .that()
        .doNotHaveSimpleName("KeyEndpoints")
        .should()
        .callMethod(PlaintextKey.class, "reveal")
        .check(CLASSES);
  }

  @Test
  void givenOtherAdapters_whenLookedFor_thenNobodyKnowsThem() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.latchkey.jdbi..", "dev.latchkey.cli..")
        .check(CLASSES);
  }
}
