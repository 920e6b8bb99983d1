package dev.carve.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.carve.standalone.broker.EmbeddedBroker;

@AnalyzeClasses(
    packages = "dev.carve.standalone",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.carve.standalone.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheEmbeddedBrokerKnowsKafkasServer =
      noClasses()
          .that()
          .doNotBelongToAnyOf(EmbeddedBroker.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");

  @ArchTest
  static final ArchRule commandsKnowNoKafka =
      noClasses()
          .that()
          .resideInAPackage("..command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");

  @ArchTest
  static final ArchRule onlyCommandsKnowTheCommandLineLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("..command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule onlyTheConfigurationKnowsItsLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("..config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.smallrye..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule theProductEvaluatesNoOnnx =
      noClasses().should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule formatsKnowBytesNotFiles =
      noClasses()
          .that()
          .resideInAPackage("..parameters..")
          .and()
          .haveSimpleNameEndingWith("Format")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..");
}
