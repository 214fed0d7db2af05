package org.gibsey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "org.gibsey", importOptions = DoNotIncludeTests.class)
final class LayersTest {
  @ArchTest
  static final ArchRule plainJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "io.javalin..")
          .because("the job, the API and the tools share these packages");

  @ArchTest
  static final ArchRule fromEventToShard =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("embedding")
          .definedBy("org.gibsey.embedding..")
          .layer("collection")
          .definedBy("org.gibsey.collection..")
          .layer("change")
          .definedBy("org.gibsey.change..")
          .layer("row")
          .definedBy("org.gibsey.row..")
          .layer("text")
          .definedBy("org.gibsey.text..")
          .optionalLayer("index")
          .definedBy("org.gibsey.index..")
          .layer("shard")
          .definedBy("org.gibsey.shard..")
          .whereLayer("change")
          .mayOnlyBeAccessedByLayers("row", "text", "index", "shard")
          .whereLayer("row")
          .mayOnlyBeAccessedByLayers("text", "index", "shard")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("index", "shard")
          .whereLayer("embedding")
          .mayOnlyBeAccessedByLayers("text")
          .whereLayer("collection")
          .mayNotAccessAnyLayer();
}
