package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.shard.ShardId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenShardsTest {
  private static final ShardId SHARD = new ShardId("pages", 0);

  @TempDir private Path temporary;

  @Test
  void refusesDocumentsOfANewerRelease() throws Exception {
    try (OpenShards shards =
        new OpenShards(
            IndexJobs.options(Map.of("pages", 1), "unused"),
            "version",
            AttemptDirectory.create(temporary))) {
      try (FSDirectory directory = FSDirectory.open(shards.prepare(SHARD));
          IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
        writer.setLiveCommitData(Map.of("format", "99").entrySet());
        writer.commit();
      }

      assertThatThrownBy(() -> shards.open(SHARD))
          .isInstanceOf(UnfitStateException.class)
          .hasMessageContaining("shard pages/0")
          .hasMessageContaining("format 99")
          .hasMessageContaining("use the release that wrote it");
    }
  }
}
