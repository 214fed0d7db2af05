package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeepPagingTest {
  @Test
  void aWalkEndsAtTheThousandthHit() throws Exception {
    PassageHit[] hits =
        IntStream.range(0, 1_200)
            .mapToObj(i -> FakeShards.hit(FakePages.BOOK, i, "Salt."))
            .toArray(PassageHit[]::new);
    try (TestApi api = TestApi.start(new FakeShards(hits), new FakePages(), new FakeEmbedder())) {
      List<String> walked = new ArrayList<>();
      @Nullable String page = null;
      do {
        String cursor = page == null ? "" : ",\"page\":\"" + page + "\"";
        JsonNode answer = json(api.post(SEARCH, "{\"query\":\"salt\",\"limit\":99" + cursor + "}"));
        walked.addAll(FoundPages.of(answer));
        page = answer.path("next_page").textValue();
      } while (page != null);
      assertThat(walked).hasSize(1_000).doesNotHaveDuplicates();
      assertThat(walked.getLast()).isEqualTo(FakePages.BOOK + "/999");
    }
  }
}
