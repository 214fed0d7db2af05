package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.gibsey.change.BoundValue;
import org.gibsey.change.CellChange;
import org.gibsey.change.ClusteringOrder;
import org.gibsey.change.ClusteringRange;
import org.gibsey.change.RangeBound;
import org.gibsey.change.SourcePosition;
import org.gibsey.change.WriteTime;
import org.gibsey.row.Cell;
import org.gibsey.row.RangeTombstone;
import org.gibsey.row.RowCells;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State that earlier versions of the job wrote is still read.
 *
 * <p>After a deliberate change of a type in state, run this test once with {@code
 * -Dgibsey.golden.write=<next number>}, commit the new files, and add the number to the tests. The
 * old files stay for as long as checkpoints of that version are to be restored.
 */
final class StateFormatTest {
  private static final List<WriteTime> TIMES = List.of(WriteTime.NONE, new WriteTime(6, 3));

  private static final List<RowCells> ROWS =
      List.of(
          RowCells.unknown(),
          new RowCells(
              new Cell[] {
                new Cell(CellChange.ROW_MARKER, "", WriteTime.ofMicros(5), CellChange.NEVER),
                new Cell("text", "🕰", new WriteTime(6, 3), 7),
                new Cell("title", null, WriteTime.ofMicros(8), CellChange.NEVER)
              },
              WriteTime.ofMicros(4),
              9,
              new SourcePosition("gibsey.gibsey.pages", 2, 41)));

  private static final List<RangeTombstone> RANGES =
      List.of(
          new RangeTombstone(
              new ClusteringRange(
                  new RangeBound(
                      new BoundValue[] {
                        new BoundValue("page_num", "7", ClusteringOrder.NUMBER, true),
                        new BoundValue("part", "b", ClusteringOrder.TEXT, false)
                      },
                      false),
                  new RangeBound(new BoundValue[0], true)),
              WriteTime.ofMicros(12)));

  @ParameterizedTest
  @ValueSource(ints = 1)
  void restoresStateOfVersion(int version) throws IOException {
    restores("write-time", version, WriteTime.class, TIMES);
    restores("row-cells", version, RowCells.class, ROWS);
    restores("range-tombstone", version, RangeTombstone.class, RANGES);
  }

  private static <T> void restores(String name, int version, Class<T> type, List<T> values)
      throws IOException {
    if (Integer.getInteger("gibsey.golden.write", 0) > 0) {
      StateFormats.writeGolden(
          file(name, Integer.getInteger("gibsey.golden.write")), StateFormats.write(type, values));
      return;
    }
    assertThat(StateFormats.read(type, StateFormats.golden(file(name, version))))
        .usingRecursiveComparison()
        .isEqualTo(values);
  }

  private static String file(String name, int version) {
    return name + "-" + version + ".state";
  }
}
