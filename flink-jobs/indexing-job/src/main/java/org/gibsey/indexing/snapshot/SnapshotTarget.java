package org.gibsey.indexing.snapshot;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The place where snapshots go, through one of Flink's file systems. A file appears under its name
 * only when it is whole: on a file system with folders it is renamed at last, an object store shows
 * an object when all of it has arrived.
 */
final class SnapshotTarget {
  /** Ends the name of a file that is being written. */
  static final String PART = ".part";

  private static final int BUFFER_BYTES = 128 << 10;

  private final Path root;
  private final FileSystems fileSystems;

  /**
   * A place that is looked up anew for each use, so that it may come late.
   *
   * @param root URI with a scheme that Flink knows
   */
  SnapshotTarget(Path root) {
    this(root, Path::getFileSystem);
  }

  /** A place on a file system that need not be one of Flink's own. */
  SnapshotTarget(Path root, FileSystems fileSystems) {
    this.root = root;
    this.fileSystems = fileSystems;
  }

  /** Names in a folder; none when there is no such folder. */
  List<String> list(String folder) throws IOException {
    FileStatus @Nullable [] entries;
    try {
      entries = fileSystem().listStatus(path(folder));
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return entries == null
        ? List.of()
        : Arrays.stream(entries).map(entry -> entry.getPath().getName()).toList();
  }

  /**
   * Copies a local file.
   *
   * @return SHA-256 of its content, 64 hex digits
   */
  String put(java.nio.file.Path file, String folder, String name) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      write(folder, name, in);
    }
    return hex(digest);
  }

  /** Writes a small file. */
  void write(String folder, String name, byte[] content) throws IOException {
    write(folder, name, new ByteArrayInputStream(content));
  }

  /** A small file. */
  byte[] read(String folder, String name) throws IOException {
    try (InputStream in = fileSystem().open(path(folder, name))) {
      return in.readAllBytes();
    }
  }

  /** Removes a file; does nothing when it is not there. */
  void delete(String folder, String name) throws IOException {
    FileSystem files = fileSystem();
    Path path = path(folder, name);
    if (!files.delete(path, false) && files.exists(path)) {
      throw new IOException(path + " could not be removed");
    }
  }

  /** Removes a folder with all that is in it. */
  void deleteFolder(String folder) throws IOException {
    FileSystem files = fileSystem();
    Path path = path(folder);
    if (!files.delete(path, true) && files.exists(path)) {
      throw new IOException(path + " could not be removed");
    }
  }

  /** SHA-256 of a local file, 64 hex digits. */
  static String sha256(java.nio.file.Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return hex(digest);
  }

  private void write(String folder, String name, InputStream content) throws IOException {
    FileSystem files = fileSystem();
    boolean renames = !files.isDistributedFS();
    Path written = path(folder, renames ? name + PART : name);
    files.mkdirs(path(folder));
    try (OutputStream out = files.create(written, FileSystem.WriteMode.OVERWRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
    if (renames && !files.rename(written, path(folder, name))) {
      throw new IOException(written + " could not be renamed");
    }
  }

  private FileSystem fileSystem() throws IOException {
    return fileSystems.of(root);
  }

  private Path path(String folder) {
    return new Path(root, folder);
  }

  private Path path(String folder, String name) {
    return new Path(root, folder + "/" + name);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Finds the file system of a path. */
  interface FileSystems {
    FileSystem of(Path path) throws IOException;
  }
}
