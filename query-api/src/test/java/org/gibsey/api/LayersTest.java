package org.gibsey.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.gibsey.api", importOptions = DoNotIncludeTests.class)
final class LayersTest {
  @ArchTest
  static final ArchRule featuresDoNotKnowEachOtherInCircles =
      slices().matching("org.gibsey.api.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyReadingPagesKnowsCassandra =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.gibsey.api.pages..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.datastax..");

  @ArchTest
  static final ArchRule onlyTheServerKnowsJetty =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.gibsey.api.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..");
}
