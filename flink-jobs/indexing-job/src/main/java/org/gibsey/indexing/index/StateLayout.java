package org.gibsey.indexing.index;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;

/**
 * What every subtask must know of the state before it reads any of it: its format, how many shards
 * each collection was cut into, and which version of the index it holds. Each subtask gets the
 * whole of it after a restore.
 */
final class StateLayout {
  private final ListState<Tuple3<String, Integer, Integer>> state;
  private final ListState<String> version;

  private final int format;

  /**
   * Holds collection, number of shards and format.
   *
   * @param format what {@link #save} writes, and the newest that {@link #check} can read
   */
  StateLayout(OperatorStateStore store, int format) throws Exception {
    this.format = format;
    state =
        store.getUnionListState(
            new ListStateDescriptor<>("layout", Types.TUPLE(Types.STRING, Types.INT, Types.INT)));
    version = store.getUnionListState(new ListStateDescriptor<>("version", Types.STRING));
  }

  /**
   * The version of the index, the same in every subtask and attempt: what a shard of another
   * version found must not stand in one answer with what one of this version found.
   *
   * @param fresh the version of an index that begins now, or of state that was written before there
   *     were versions; the same in every subtask
   */
  String version(String fresh) throws Exception {
    Iterator<String> saved = version.get().iterator();
    return saved.hasNext() ? saved.next() : fresh;
  }

  /**
   * Compares the state with what is wanted.
   *
   * @return number of shards of each collection that the state has and nobody wants any more
   * @throws UnfitStateException when the state can't be read
   */
  Map<String, Integer> check(Map<String, Integer> wanted) throws Exception {
    Map<String, Integer> unwanted = new HashMap<>();
    for (Tuple3<String, Integer, Integer> entry : state.get()) {
      String collection = entry.f0;
      int shards = entry.f1;
      int written = entry.f2;
      if (written > format) {
        throw new UnfitStateException(
            "the index state has format %d and this release reads up to %d: use the release that wrote it"
                .formatted(written, format));
      }
      Integer wantedShards = wanted.get(collection);
      if (wantedShards == null) {
        unwanted.put(collection, shards);
      } else if (wantedShards != shards) {
        throw new UnfitStateException(
            "the state of %s has %d shards and %d are configured: configure %d, or start the job without its old state to index everything again"
                .formatted(collection, shards, wantedShards, shards));
      }
    }
    return unwanted;
  }

  /**
   * Notes the layout for the next checkpoint.
   *
   * @param indexVersion what {@link #version} told
   * @param subtask the first one writes for all
   */
  void save(Map<String, Integer> shards, String indexVersion, int subtask) throws Exception {
    if (subtask != 0) {
      state.update(List.of());
      version.update(List.of());
      return;
    }
    version.update(List.of(indexVersion));
    state.update(
        shards.entrySet().stream()
            .map(entry -> Tuple3.of(entry.getKey(), entry.getValue(), format))
            .toList());
  }
}
