package org.gibsey.verification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Free ports for a second stack beside one that may be running on the usual ports. */
final class FreePorts {
  private static final List<String> SINGLE =
      List.of(
          "GIBSEY_API_PORT",
          "GIBSEY_AGENT_PORT",
          "GIBSEY_FLINK_UI_PORT",
          "GIBSEY_CASSANDRA_PORT",
          "GIBSEY_KAFKA_PORT",
          "GIBSEY_KAFKA_CONTROLLER_PORT",
          "GIBSEY_CASSANDRA_STORAGE_PORT",
          "GIBSEY_FLINK_RPC_PORT",
          "GIBSEY_FLINK_BLOB_PORT",
          "GIBSEY_TASKMANAGER_RPC_PORT",
          "GIBSEY_TASKMANAGER_DATA_PORT");
  private static final int SHARD_PORTS = 20;
  private static final int METRICS_PORTS = 2;

  private FreePorts() {}

  /** Environment variables of the scripts, each with a port that is free now. */
  static Map<String, String> environment() throws IOException {
    Map<String, String> environment = new HashMap<>();
    // A run of consecutive ports, kept away from the range the system hands out by itself.
    int next = 20_000 + (int) (ProcessHandle.current().pid() % 200) * 50;
    List<Integer> free = new ArrayList<>();
    while (free.size() < SINGLE.size() + SHARD_PORTS + METRICS_PORTS) {
      if (isFree(next)) {
        free.add(next);
      } else {
        free.clear();
      }
      next++;
    }
    for (int i = 0; i < SINGLE.size(); i++) {
      environment.put(SINGLE.get(i), String.valueOf(free.get(i)));
    }
    int metrics = free.get(SINGLE.size());
    environment.put("GIBSEY_FLINK_METRICS_PORTS", metrics + "-" + (metrics + METRICS_PORTS - 1));
    int shards = metrics + METRICS_PORTS;
    environment.put("GIBSEY_SHARD_PORTS", shards + "-" + (shards + SHARD_PORTS - 1));
    return environment;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
