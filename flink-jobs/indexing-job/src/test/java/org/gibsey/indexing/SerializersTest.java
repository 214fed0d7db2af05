package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.gibsey.change.CellChange;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.row.Cell;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RangeTombstone;
import org.gibsey.row.RowCells;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SerializersTest {
  private final SerializerConfigImpl withoutKryo = new SerializerConfigImpl();

  SerializersTest() {
    withoutKryo.setGenericTypes(false);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        RawRecord.class,
        ChangeEvent.class,
        RowCells.class,
        RangeTombstone.class,
        WriteTime.class,
        RowVersion.class,
        RowPassages.class,
        EmbedOutcome.class,
        EmbeddedRow.class,
        DeadLetter.class
      })
  void everyEdgeAndStateTypeIsARecordThatFlinkKnows(Class<?> type) {
    TypeInformation<?> information = TypeInformation.of(type);

    assertThat(information).isInstanceOf(PojoTypeInfo.class);
    assertThat(information.createSerializer(withoutKryo)).isNotNull();
  }

  @Test
  void restoresRecordsWithNullsAndArrays() throws IOException {
    SourcePosition source = new SourcePosition("t", 1, 2);
    RowCells cells =
        new RowCells(
            new Cell[] {
              new Cell("", "", WriteTime.ofMicros(5), CellChange.NEVER),
              new Cell("text", null, new WriteTime(6, 3), 7)
            },
            WriteTime.NONE,
            7,
            null);
    RowVersion row =
        new RowVersion("pages", "{}", 7, 7, true, false, null, "🕰", new FieldValue[0], source);
    EmbeddedRow embedded =
        new EmbeddedRow(
            row,
            "hash",
            "model",
            new Passage[] {new Passage(0, 0, 2, "🕰")},
            new float[][] {{1, 2}});
    RawRecord tombstone = new RawRecord(source, new byte[] {1}, null, true);

    assertThat(copy(cells, RowCells.class)).usingRecursiveComparison().isEqualTo(cells);
    assertThat(copy(embedded, EmbeddedRow.class)).usingRecursiveComparison().isEqualTo(embedded);
    assertThat(copy(tombstone, RawRecord.class)).usingRecursiveComparison().isEqualTo(tombstone);
  }

  private <T> T copy(T value, Class<T> type) throws IOException {
    TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(withoutKryo);
    DataOutputSerializer bytes = new DataOutputSerializer(256);
    serializer.serialize(value, bytes);
    return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
  }
}
