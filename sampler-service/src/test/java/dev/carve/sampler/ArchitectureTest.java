package dev.carve.sampler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.carve.sampler",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onlyTheJournalKnowsChronicleQueue =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.carve.sampler.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.openhft..");

  @ArchTest
  static final ArchRule onlyHttpAndTheServiceKnowVertx =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.carve.sampler.http..")
          .and()
          .doNotHaveSimpleName("SamplerService")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..");

  @ArchTest
  static final ArchRule onlyConsumersPublishersAndTheServiceKnowKafka =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(\\w*Consumer|\\w*Publisher|SamplerService)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule servicesShareNothingButCore =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.carve.trainer..", "dev.carve.dashboard..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.carve.sampler.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theJournalKnowsNothingOfWhatIsDrawn =
      noClasses()
          .that()
          .resideInAPackage("dev.carve.sampler.journal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.carve.sampler.sampling..",
              "dev.carve.sampler.replay..",
              "dev.carve.sampler.http..");
}
