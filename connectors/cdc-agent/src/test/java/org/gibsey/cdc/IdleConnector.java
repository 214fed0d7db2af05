package org.gibsey.cdc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** A connector that starts and has nothing to say, or fails where it is told to. */
public final class IdleConnector extends SourceConnector {
  /** Option: {@code never}, {@code start} or {@code poll}. */
  static final String FAIL_IN = "fail.in";

  private Map<String, String> config = Map.of();

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public void start(Map<String, String> props) {
    config = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return IdleTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(
            "place",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Any text")
        .define(
            FAIL_IN,
            ConfigDef.Type.STRING,
            "never",
            ConfigDef.ValidString.in("never", "start", "poll"),
            Importance.LOW,
            "Where to fail");
  }

  /** The task of an {@link IdleConnector}. */
  public static final class IdleTask extends SourceTask {
    private final BlockingQueue<SourceRecord> records = new LinkedBlockingQueue<>();
    private String failIn = "never";

    @Override
    public String version() {
      return "1.2.3";
    }

    @Override
    public void start(Map<String, String> props) {
      failIn = props.getOrDefault(FAIL_IN, "never");
      if (failIn.equals("start")) {
        throw new ConnectException("told to fail at the start");
      }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
      if (failIn.equals("poll")) {
        throw new ConnectException("told to fail while polling");
      }
      // Paces the engine's loop, as a real task's queue does.
      SourceRecord record = records.poll(20, TimeUnit.MILLISECONDS);
      return record == null ? null : List.of(record);
    }

    @Override
    public void stop() {}
  }
}
