package org.gibsey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
final class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gibsey");

  @Test
  void passagesNeedNeitherFlinkNorJavalin() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "io.javalin..")
        .because("the job, the API and the tools share these packages")
        .check(CLASSES);
  }

  @Test
  void packagesFollowTheWayFromEventToShard() {
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
        .layer("index")
        .definedBy("org.gibsey.index..")
        .layer("shard")
        .definedBy("org.gibsey.shard..")
        .layer("snapshot")
        .definedBy("org.gibsey.snapshot..")
        .whereLayer("change")
        .mayOnlyBeAccessedByLayers("row", "text", "index", "shard")
        .whereLayer("row")
        .mayOnlyBeAccessedByLayers("text", "index", "shard")
        .whereLayer("text")
        .mayOnlyBeAccessedByLayers("index", "shard")
        .whereLayer("index")
        .mayOnlyBeAccessedByLayers("shard", "snapshot")
        .whereLayer("shard")
        .mayOnlyBeAccessedByLayers("snapshot")
        .whereLayer("snapshot")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("embedding")
        .mayOnlyBeAccessedByLayers("text", "collection")
        .whereLayer("collection")
        .mayOnlyAccessLayers("embedding")
        .check(CLASSES);
  }
}
