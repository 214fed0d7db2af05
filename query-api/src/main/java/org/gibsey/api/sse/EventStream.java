package org.gibsey.api.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import org.gibsey.api.http.Json;

/** A response of server-sent events. Every event is on its way when the method returns. */
public final class EventStream {
  public static final String CONTENT_TYPE = "text/event-stream";

  private static final byte[] DATA = "data: ".getBytes(UTF_8);
  private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(UTF_8);

  private final OutputStream out;

  private EventStream(OutputStream out) {
    this.out = out;
  }

  /** Begins the response with status 200. */
  public static EventStream open(Context ctx) throws IOException {
    ctx.contentType(CONTENT_TYPE).header("X-Accel-Buffering", "no");
    // Past Javalin's compression, which would hold events back.
    return new EventStream(ctx.res().getOutputStream());
  }

  public void send(String event, Object data) throws IOException {
    out.write(("event: " + event + "\n").getBytes(UTF_8));
    data(Json.bytes(data));
  }

  /**
   * An event that a reader can continue after.
   *
   * @param id what the reader sends as {@code Last-Event-ID}; no line break in it
   * @param data one line of JSON
   */
  public void send(String id, String event, byte[] data) throws IOException {
    out.write(("id: " + id + "\nevent: " + event + "\n").getBytes(UTF_8));
    data(data);
  }

  /** An event without a name. */
  public void send(Object data) throws IOException {
    data(Json.bytes(data));
  }

  /** An event without a name that is not JSON. */
  public void sendText(String line) throws IOException {
    data(line.getBytes(UTF_8));
  }

  private void data(byte[] line) throws IOException {
    out.write(DATA);
    out.write(line);
    out.write("\n\n".getBytes(UTF_8));
    out.flush();
  }

  /** A comment, by which either side notices that the other one is gone. */
  public void heartbeat() throws IOException {
    out.write(HEARTBEAT);
    out.flush();
  }
}
