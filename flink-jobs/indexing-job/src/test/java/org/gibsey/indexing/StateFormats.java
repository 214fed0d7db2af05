package org.gibsey.indexing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * State as it lies in checkpoints, in files: a snapshot of the serializer, the number of values,
 * and the values.
 */
final class StateFormats {
  private StateFormats() {}

  /** The serializer that the job uses for a type. */
  static <T> TypeSerializer<T> serializer(Class<T> type) {
    SerializerConfigImpl withoutKryo = new SerializerConfigImpl();
    withoutKryo.setGenericTypes(false);
    return TypeInformation.of(type).createSerializer(withoutKryo);
  }

  static <T> byte[] write(Class<T> type, List<T> values) throws IOException {
    TypeSerializer<T> serializer = serializer(type);
    DataOutputSerializer out = new DataOutputSerializer(1_024);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    out.writeInt(values.size());
    for (T value : values) {
      serializer.serialize(value, out);
    }
    return out.getCopyOfBuffer();
  }

  /**
   * Reads state of an earlier version the way a restore does.
   *
   * @throws IllegalStateException when the type of today cannot take over that state
   */
  static <T> List<T> read(Class<T> type, byte[] file) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(file);
    TypeSerializerSnapshot<T> old =
        TypeSerializerSnapshot.readVersionedSnapshot(in, type.getClassLoader());
    var compatibility = serializer(type).snapshotConfiguration().resolveSchemaCompatibility(old);
    if (compatibility.isIncompatible()) {
      throw new IllegalStateException("State of an earlier version is not compatible: " + type);
    }
    TypeSerializer<T> reader =
        compatibility.isCompatibleWithReconfiguredSerializer()
            ? compatibility.getReconfiguredSerializer()
            : old.restoreSerializer();
    List<T> values = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      values.add(reader.deserialize(in));
    }
    return values;
  }

  /** A file that lies with the tests, for as long as state of that version is restored. */
  static byte[] golden(String name) throws IOException {
    try (var in = StateFormats.class.getResourceAsStream("state/" + name)) {
      return Objects.requireNonNull(in, "There is no state/" + name).readAllBytes();
    }
  }

  /** Where the file lies in the sources, seen from the module's folder. */
  static void writeGolden(String name, byte[] content) throws IOException {
    Path file = Path.of("src/test/resources/org/gibsey/indexing/state", name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.write(file, content);
  }
}
