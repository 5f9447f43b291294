package dev.latchkey.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.core.key.PlaintextKey;
import java.time.Clock;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.latchkey.core");

  @Test
  void givenTheseRules_whenTheyLookForClasses_thenTheyFindTheWholeOfCore() {
    assertThat(CORE).hasSizeGreaterThan(80);
    assertThat(CORE.contain(Latchkey.class)).isTrue();
    assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
  }

  @Test
  void givenCore_whenItNeedsAnything_thenItIsInTheJdk() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify.annotations..", "dev.latchkey.core..")
        .check(CORE);
  }

  @Test
  void givenThePackagesOfCore_whenTheyNeedEachOther_thenThereIsNoCycle() {
    slices().matching("dev.latchkey.core.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void givenTheDomain_whenItNeedsAnything_thenItIsNotAUseCase() {
    noClasses()
        .that()
        .resideInAnyPackage("..core.key..", "..core.user..", "..core.audit..", "..core.port..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..core.usecase..", "..core.authority..")
        .check(CORE);
  }

  @Test
  void givenCore_whenItTellsTheTime_thenItAsksTheClockItWasGiven() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Latchkey.Builder.class.getName())
        .should()
        .callMethodWhere(tellsTheTimeOfTheMachine())
        .check(CORE);
  }

  @Test
  void givenCore_whenItHasSomethingToSay_thenItDoesNotPrint() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void givenCore_whenItHandlesATokenInClear_thenItNeverReadsIt() {
    noClasses().should().callMethod(PlaintextKey.class, "reveal").check(CORE);
  }

  private static DescribedPredicate<JavaMethodCall> tellsTheTimeOfTheMachine() {
    return describe(
        "the method tells the time of the machine",
        call ->
            switch (call.getName()) {
              case "now" -> call.getTargetOwner().getPackageName().equals("java.time");
              case "system", "systemUTC", "systemDefaultZone", "tick", "tickMillis" ->
                  call.getTargetOwner().isEquivalentTo(Clock.class)
                      || call.getTargetOwner().isEquivalentTo(InstantSource.class);
              case "currentTimeMillis", "nanoTime" ->
                  call.getTargetOwner().isEquivalentTo(System.class);
              default -> false;
            });
  }
}
