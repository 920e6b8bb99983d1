package dev.carve.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.carve.dashboard",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheWebKnowsVertx =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.carve.dashboard.web..")
          .and()
          .doNotHaveSimpleName("DashboardService")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule onlyTheLiveSideKnowsKafka =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.carve.dashboard.live..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule theLiveSideDoesNotKnowTheWeb =
      noClasses()
          .that()
          .resideInAPackage("dev.carve.dashboard.live..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.carve.dashboard.web..");

  @ArchTest
  static final ArchRule noOtherServiceIsKnown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.carve.trainer..", "dev.carve.sampler..", "dev.carve.standalone..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.carve.dashboard.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule timeIsPassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Math.class, "random");
}
