package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** What streams cost that wait for the next word of a language model. */
final class IdleStreams {
  private static final String ASK = "/v1/ask";
  private static final long PAUSE_NANOS = 2_000_000_000L;
  private static final String DIRECT = "jvm_buffer_memory_used_bytes";

  private IdleStreams() {}

  /**
   * Opens streams one after the other and compares the API's heap after a collection with that
   * before.
   *
   * @param api one that lets so many be open, with a language model that falls silent
   */
  static void measure(ApiProcess api, int streams, PrintWriter out) throws IOException {
    List<HttpConnection> open = new ArrayList<>();
    try {
      // The first ones load what all of them share.
      open(api, 20, open);
      long before = settled(api);
      double buffers = api.metric(DIRECT);
      double threads = api.metric("jvm_threads_live_threads");
      open(api, streams, open);
      long heap = settled(api) - before;
      out.printf(
          Locale.ROOT,
          "%,d streams: %.1f KB of heap each, %.1f KB outside of it, %.0f more threads of the system%n",
          streams,
          heap / 1e3 / streams,
          (api.metric(DIRECT) - buffers) / 1e3 / streams,
          api.metric("jvm_threads_live_threads") - threads);
      out.flush();
    } finally {
      for (HttpConnection stream : open) {
        stream.close();
      }
    }
  }

  private static void open(ApiProcess api, int streams, List<HttpConnection> open)
      throws IOException {
    byte[] question =
        HttpConnection.request(
            "POST",
            ASK,
            ApiProcess.KEY,
            "text/event-stream",
            "{\"question\":\"What does the sea say?\"}");
    for (int i = 0; i < streams; i++) {
      HttpConnection stream = new HttpConnection(api.port());
      open.add(stream);
      int status = stream.begin(question);
      if (status != 200) {
        throw new IOException("stream " + open.size() + " got status " + status);
      }
    }
  }

  /** Live bytes when what was begun has been done. */
  private static long settled(ApiProcess api) throws IOException {
    LockSupport.parkNanos(PAUSE_NANOS);
    long unused = api.liveBytes();
    return api.liveBytes();
  }
}
