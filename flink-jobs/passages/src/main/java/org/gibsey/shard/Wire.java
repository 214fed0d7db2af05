package org.gibsey.shard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.row.Passage;
import org.gibsey.shard.v1.Field;

/** Passages as messages, and back. */
final class Wire {
  private Wire() {}

  static org.gibsey.shard.v1.FoundPassage toMessage(FoundPassage found) {
    var message =
        org.gibsey.shard.v1.FoundPassage.newBuilder()
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
    found
        .fields()
        .forEach(
            (name, value) ->
                message.addFields(Field.newBuilder().setName(name).setValue(value).build()));
    return message.build();
  }

  static FoundPassage ofMessage(org.gibsey.shard.v1.FoundPassage message) {
    Map<String, String> fields = new LinkedHashMap<>();
    message.getFieldsList().forEach(field -> fields.put(field.getName(), field.getValue()));
    return new FoundPassage(
        message.getRowKey(),
        message.getScore(),
        new Passage(message.getNumber(), message.getStart(), message.getEnd(), message.getText()),
        fields,
        new SourcePosition(message.getTopic(), message.getPartition(), message.getOffset()),
        message.getWriteTimeMicros(),
        message.getTextHash(),
        message.getModel());
  }
}
