package dev.latchkey.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.core.key.PlaintextKey;
import org.junit.jupiter.api.Test;

/** Which part of the application may know what. */
class ArchitectureTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.latchkey.cli");

  @Test
  void givenTheBuiltClasses_whenCounted_thenTheRulesAreAboutSomething() {
    assertThat(classes).hasSizeGreaterThan(30);
  }

  @Test
  void givenTheClientsPath_whenLookedAt_thenItKnowsNeitherGuiceNorDatabaseNorServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.latchkey.cli.server..", "dev.latchkey.cli.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.inject..",
            "org.jdbi..",
            "java.sql..",
            "io.undertow..",
            "dev.latchkey.jdbi..",
            "dev.latchkey.http",
            "dev.latchkey.http.guice..",
            "dev.latchkey.core",
            "dev.latchkey.core.usecase..",
            "dev.latchkey.core.port..")
        .check(classes);
  }

  @Test
  void givenTheCommandsOnADatabase_whenLookedAt_thenTheyKnowNeitherGuiceNorServer() {
    noClasses()
        .that()
        .resideInAPackage("dev.latchkey.cli.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.inject..",
            "org.jdbi..",
            "java.sql..",
            "io.undertow..",
            "dev.latchkey.http",
            "dev.latchkey.http.guice..",
            "dev.latchkey.cli.server..")
        .check(classes);
  }

  @Test
  void givenTheCommandsOnADatabase_whenTheyAreOnlyListed_thenTheyDragNothingIn() {
    noClasses()
        .that()
        .haveNameMatching(".*\\.(ServerCommand|ImportCommand|ExportCommand|PurgeCommand)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "dev.latchkey.jdbi..", "dev.latchkey.http..")
        .check(classes);
  }

  @Test
  void givenAnyClass_whenItPrints_thenNotPastItsContext() {
    noClasses().should().accessField(System.class, "out").check(classes);
    noClasses().should().accessField(System.class, "err").check(classes);
  }

  @Test
  void givenSecrets_whenRevealed_thenOnlyWhereTheyAreHandedOver() {
    noClasses()
        .that()
        .doNotHaveSimpleName("CreateTokenCommand")
        .and()
        .doNotHaveSimpleName("LoginCommand")
        .and()
        .doNotHaveSimpleName("FirstUser")
        .and()
        .doNotHaveSimpleName("OwnerTokenFile")
        .should()
        .callMethod(PlaintextKey.class, "reveal")
        .check(classes);
  }
}
