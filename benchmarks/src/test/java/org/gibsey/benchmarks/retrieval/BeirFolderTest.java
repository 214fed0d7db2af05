package org.gibsey.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BeirFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void writeGoodFiles() throws IOException {
    write("corpus.jsonl", "{'_id':'d1','title':'T','text':'one'}\n\n{'_id':'d2','text':'two'}\n");
    write("queries.jsonl", "{'_id':'q1','text':'first'}\n{'_id':'q2','text':'second'}\n");
    write("qrels.tsv", "query-id\tcorpus-id\tscore\nq2\td1\t1\nq2\td2\t0\n");
  }

  @Test
  void readsDocumentsAndTheQueriesThatAreJudged() throws IOException {
    TestSet read = BeirFolder.read(folder);
    assertThat(read.documents())
        .containsExactly(new JudgedDocument("d1", "T", "one"), new JudgedDocument("d2", "", "two"));
    assertThat(read.queries())
        .isEqualTo(List.of(new JudgedQuery("q2", "second", Map.of("d1", 1, "d2", 0))));
  }

  @Test
  void prefersTheTestSplitAndNeedsNoHeading() throws IOException {
    Files.createDirectory(folder.resolve("qrels"));
    write("qrels/test.tsv", "q1\td2\t2\n");
    assertThat(BeirFolder.read(folder).queries())
        .containsExactly(new JudgedQuery("q1", "first", Map.of("d2", 2)));
  }

  @ParameterizedTest
  @CsvSource({"corpus.jsonl", "queries.jsonl", "qrels.tsv"})
  void saysWhichFileIsMissing(String file) throws IOException {
    Files.delete(folder.resolve(file));
    assertThatThrownBy(() -> BeirFolder.read(folder))
        .isInstanceOf(TestSetException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("qrels/test.tsv or qrels.tsv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus.jsonl|{'_id':'d1'|corpus.jsonl, line 1: no valid JSON",
        "corpus.jsonl|['d1']|corpus.jsonl, line 1: a JSON object is expected",
        "corpus.jsonl|{'_id':7,'text':'x'}|corpus.jsonl, line 1: \"_id\" must be a text",
        "corpus.jsonl|{'_id':'d'}~{'_id':'d'}|corpus.jsonl, line 2: the _id d was there before",
        "corpus.jsonl|~|corpus.jsonl is empty",
        "queries.jsonl|{'_id':'q2'}|queries.jsonl, line 1: \"text\" must be a text",
        "queries.jsonl|{'_id':'q1','text':'x'}|judges the query q2",
        "qrels.tsv|q2 d1 1|qrels.tsv, line 1: query, document and a whole number are expected",
        "qrels.tsv|q2^d1^1~q2^d2^high|qrels.tsv, line 2: query, document and a whole number",
        "qrels.tsv|query-id^corpus-id^score|qrels.tsv holds no judgement",
      })
  void saysWhatIsWrongAndWhere(String file, String content, String message) throws IOException {
    write(file, content.replace('~', '\n').replace('^', '\t'));
    assertThatThrownBy(() -> BeirFolder.read(folder))
        .isInstanceOf(TestSetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnotherEncoding() throws IOException {
    Files.write(
        folder.resolve("corpus.jsonl"),
        "{\"_id\":\"d1\",\"text\":\"Müllerin\"}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> BeirFolder.read(folder))
        .isInstanceOf(TestSetException.class)
        .hasMessageContaining("is not in UTF-8");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content.replace('\'', '"'));
  }
}
