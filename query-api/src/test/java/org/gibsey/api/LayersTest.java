package org.gibsey.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
final class LayersTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gibsey.api");

  @Test
  void featuresDoNotKnowEachOtherInCircles() {
    slices().matching("org.gibsey.api.(*)..").should().beFreeOfCycles().check(API);
  }

  @Test
  void onlyWhatReadsAndWritesRowsKnowsCassandra() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.gibsey.api.cassandra..",
            "org.gibsey.api.pages..",
            "org.gibsey.api.characters..",
            "org.gibsey.api.chats..",
            "org.gibsey.api.credits..",
            "org.gibsey.api.idempotency..",
            "org.gibsey.api.receipts..",
            "org.gibsey.api.trace..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.datastax..")
        .check(API);
  }

  @Test
  void onlyTheServerKnowsJetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.gibsey.api.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(API);
  }
}
