package org.gibsey.shard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.Highlight;
import org.gibsey.index.IndexedRow;
import org.gibsey.row.Passage;
import org.gibsey.shard.v2.Field;
import org.gibsey.shard.v2.SearchResponse;

/** Passages as messages, and back. */
final class Wire {
  private Wire() {}

  static org.gibsey.shard.v2.IndexedRow toMessage(IndexedRow row) {
    return org.gibsey.shard.v2.IndexedRow.newBuilder()
        .setRowKey(row.rowKey())
        .setWriteTimeMicros(row.writeTimeMicros())
        .setVersionTimeMicros(row.versionTimeMicros())
        .setTextHash(row.textHash())
        .addAllFields(fields(row.fields()))
        .build();
  }

  static IndexedRow ofMessage(org.gibsey.shard.v2.IndexedRow message) {
    return new IndexedRow(
        message.getRowKey(),
        message.getWriteTimeMicros(),
        message.getVersionTimeMicros(),
        message.getTextHash(),
        fields(message.getFieldsList()));
  }

  private static List<Field> fields(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> Field.newBuilder().setName(field.getKey()).setValue(field.getValue()).build())
        .toList();
  }

  private static Map<String, String> fields(List<Field> messages) {
    Map<String, String> fields = new LinkedHashMap<>();
    messages.forEach(field -> fields.put(field.getName(), field.getValue()));
    return fields;
  }

  static org.gibsey.shard.v2.FoundPassage toMessage(FoundPassage found) {
    var message =
        org.gibsey.shard.v2.FoundPassage.newBuilder()
            .setRowKey(found.rowKey())
            .setScore(found.score())
            .setNumber(found.passage().number())
            .setStart(found.passage().start())
            .setEnd(found.passage().end())
            .setText(found.passage().text())
            .setTopic(found.source().topic())
            .setPartition(found.source().partition())
            .setOffset(found.source().offset())
            .setWriteTimeMicros(found.writeTimeMicros())
            .setTextHash(found.textHash())
            .setModel(found.model());
    float[] vector = found.vector();
    if (vector != null) {
      message.setVector(WireVector.toBytes(vector));
    }
    for (Highlight word : found.highlights()) {
      message.addHighlights(word.start()).addHighlights(word.end());
    }
    return message.addAllFields(fields(found.fields())).build();
  }

  static FoundPassages ofMessage(SearchResponse response) {
    return new FoundPassages(
        response.getByVectorList().stream().map(Wire::ofMessage).toList(),
        response.getByTextList().stream().map(Wire::ofMessage).toList(),
        response.getHighestTextScore());
  }

  static FoundPassage ofMessage(org.gibsey.shard.v2.FoundPassage message) {
    return new FoundPassage(
        message.getRowKey(),
        message.getScore(),
        new Passage(message.getNumber(), message.getStart(), message.getEnd(), message.getText()),
        fields(message.getFieldsList()),
        new SourcePosition(message.getTopic(), message.getPartition(), message.getOffset()),
        message.getWriteTimeMicros(),
        message.getTextHash(),
        message.getModel(),
        WireVector.ofBytes(message.getVector()),
        highlights(message.getHighlightsList()));
  }

  private static List<Highlight> highlights(List<Integer> startsAndEnds) {
    List<Highlight> highlights = new ArrayList<>(startsAndEnds.size() / 2);
    for (int i = 0; i + 1 < startsAndEnds.size(); i += 2) {
      highlights.add(new Highlight(startsAndEnds.get(i), startsAndEnds.get(i + 1)));
    }
    return List.copyOf(highlights);
  }
}
