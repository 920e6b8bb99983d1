package dev.carve.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.carve.trainer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule servicesShareNothingButCore =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.carve.sampler..", "dev.carve.dashboard..");

  @ArchTest
  static final ArchRule onlyProcessorsAndWiringKnowKafka =
      noClasses()
          .that()
          .haveNameNotMatching(
              ".*(Processor|Assembler|Topology|Service|Clients|RestoreLog|Feeder|Consumer|DeadLetter|RecordTime|LoggedStore).*")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule timeIsPassedIn =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");
}
