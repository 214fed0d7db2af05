package org.gibsey.cdc.cassandra;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts the absolute path of a file that this process can read. */
final class ReadableFile implements ConfigDef.Validator {

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null) {
      return; // reported as missing already
    }
    boolean readable;
    try {
      Path file = Path.of(value.toString());
      readable = file.isAbsolute() && Files.isRegularFile(file) && Files.isReadable(file);
    } catch (InvalidPathException e) {
      readable = false;
    }
    if (!readable) {
      throw new ConfigException(name, value, "must be the absolute path of a readable file");
    }
  }

  @Override
  public String toString() {
    return "absolute path of a readable file";
  }
}
