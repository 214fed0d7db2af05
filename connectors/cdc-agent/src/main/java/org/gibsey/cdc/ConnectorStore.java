package org.gibsey.cdc;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The registered connectors on disk: {@code <state>/<name>/connector.json} beside the connector's
 * {@code offsets.json}. The folder is locked while it is in use, because two agents reading one
 * Cassandra would delete each other's segments.
 */
final class ConnectorStore implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final String FILE = "connector.json";

  private final Path state;
  private final FileChannel lockFile;

  private ConnectorStore(Path state, FileChannel lockFile) {
    this.state = state;
    this.lockFile = lockFile;
  }

  /**
   * Opens and locks a folder, creating it if it is missing.
   *
   * @throws IOException if the folder cannot be used or another agent holds it
   */
  static ConnectorStore open(Path state) throws IOException {
    Files.createDirectories(
        state, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel lockFile =
        FileChannel.open(
            state.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lockFile)) {
      lockFile.close();
      throw new IOException("Another agent uses the state folder " + state);
    }
    return new ConnectorStore(state, lockFile);
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by an agent in this very process
    }
  }

  /**
   * All stored connectors, by name.
   *
   * @throws IOException if one of them cannot be read; its file is named
   */
  List<StoredConnector> load() throws IOException {
    List<Path> files;
    try (Stream<Path> folders = Files.list(state)) {
      files = folders.map(folder -> folder.resolve(FILE)).filter(Files::exists).sorted().toList();
    }
    List<StoredConnector> connectors = new ArrayList<>();
    for (Path file : files) {
      try {
        connectors.add(JSON.readValue(file.toFile(), StoredConnector.class));
      } catch (IOException e) {
        throw new IOException("Stored connector " + file + " cannot be read", e);
      }
    }
    return connectors;
  }

  /**
   * Stores a connector, replacing an earlier one of its name.
   *
   * @throws IOException if it cannot be written; what was stored before is intact then
   */
  void save(StoredConnector connector) throws IOException {
    Path folder = folder(connector.name());
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsString(connector));
  }

  /**
   * Forgets a connector. Its offsets stay, as they do in Kafka Connect: registered again under the
   * same name it goes on where it was.
   *
   * @throws IOException if its file cannot be deleted
   */
  void delete(String name) throws IOException {
    Files.deleteIfExists(folder(name).resolve(FILE));
  }

  /** Where a connector keeps its offsets. The folder exists once the connector has been saved. */
  Path offsets(String name) {
    return folder(name).resolve("offsets.json");
  }

  private Path folder(String name) {
    StringBuilder safe = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_') {
        safe.append(c);
      } else {
        safe.append('%').append(String.format("%02X", (int) c));
      }
    }
    return state.resolve(safe.toString());
  }

  /** Releases the folder. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
