package dev.latchkey.jdbi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.jdbi.guice.JdbiKeyStoreModule;
import org.junit.jupiter.api.Test;

/** The lines that this module must not cross. */
final class ArchitectureTest {

  private static final int AT_LEAST = 20;

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.latchkey.jdbi");

  @Test
  void givenTheModule_whenImported_thenItsClassesAreThere() {
    assertThat(classes.size()).isGreaterThanOrEqualTo(AT_LEAST);
  }

  @Test
  void givenTheModule_whenSeenFromOutside_thenThereAreTheStoreItsSettingsAndItsGuiceModuleOnly() {
    assertThat(
            classes.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrder(
            JdbiKeyStore.class.getName(),
            VerificationCache.class.getName(),
            JdbiKeyStoreModule.class.getName());
  }

  @Test
  void givenTheModule_whenItsNeedsAreListed_thenNeitherJsonNorHttpIsAmongThem() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.fasterxml..", "tools.jackson..", "io.undertow..", "dev.latchkey.http..")
        .check(classes);
  }

  @Test
  void givenTheModule_whenUsedWithoutGuice_thenOnlyTheGuicePackageWouldMissIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.latchkey.jdbi.guice")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "dev.latchkey.jdbi.guice")
        .check(classes);
  }

  /** Loading Flyway costs more than all the rest of opening a database. */
  @Test
  void givenFlyway_whenItsUsersAreListed_thenTheyAreTheMigrationsOnly() {
    noClasses()
        .that()
        .haveNameNotMatching(".*Migration.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flywaydb..")
        .check(classes);
  }
}
