package org.gibsey.api.chats;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.server.Silence;
import org.gibsey.api.sse.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of a turn to whoever reads it, from the store, whichever process writes them. A
 * reader costs a thread, a connection, and while it is sent something one page of events; one who
 * takes nothing for long is dropped. Safe for use by many threads.
 */
final class StreamTurn {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTurn.class);

  /** Events that are read at once. */
  private static final int PAGE = 32;

  private final TurnLog log;
  private final Watches watches;
  private final ChatMetrics metrics;
  private final int most;
  private final Semaphore readers;
  private final Duration patience;
  private final Duration heartbeat;

  /**
   * Streams of turns.
   *
   * @param heartbeat longest silence on a stream
   */
  StreamTurn(
      TurnLog log,
      Watches watches,
      ChatMetrics metrics,
      ChatSettings settings,
      Duration heartbeat) {
    this.log = log;
    this.watches = watches;
    this.metrics = metrics;
    this.most = settings.readers();
    this.readers = new Semaphore(settings.readers());
    this.patience = settings.readerPatience();
    this.heartbeat = heartbeat;
  }

  /** Streams that are open. */
  int open() {
    return most - readers.availablePermits();
  }

  /**
   * Sends the events of a turn behind one of them, and returns after the turn's last one.
   *
   * @param after 0 for all
   * @throws Problem when too many streams are read already
   */
  void to(Context ctx, TurnKey key, int after) {
    if (!readers.tryAcquire()) {
      throw new Problem(
          ProblemType.OVERLOADED, "Too many streams of turns are being read; try again.");
    }
    try (Silence.Limit unused = Silence.of(ctx, patience);
        Watches.Reader reader = watches.read(key);
        Drain.Ticket ticket = Drain.of(ctx).whenOver(reader.watch::nudge)) {
      if (after > 0) {
        metrics.resumed();
      }
      relay(EventStream.open(ctx), key, after, reader.watch, Drain.of(ctx));
    } catch (IOException e) {
      metrics.dropped();
      LOG.debug("A reader of a turn left, or took nothing for too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.release();
    }
  }

  private void relay(EventStream out, TurnKey key, int after, Watch watch, Drain drain)
      throws IOException, InterruptedException {
    out.heartbeat();
    int sent = sendNew(out, key, after);
    Watch.Progress progress = watch.await(sent, heartbeat);
    while (!progress.isPast(sent) && !drain.isOver()) {
      int now = progress.lastSeq() > sent ? sendNew(out, key, sent) : sent;
      if (now == sent) {
        out.heartbeat();
        if (progress.lastSeq() > sent) {
          // The store cannot tell now what is known to be there.
          Thread.sleep(heartbeat);
        }
      }
      sent = now;
      progress = watch.await(sent, heartbeat);
    }
  }

  /** Sends what is new, if the store can tell, and returns the number of the last one sent. */
  private int sendNew(EventStream out, TurnKey key, int after) throws IOException {
    int sent = after;
    List<TurnEvent> page;
    do {
      try {
        page = log.events(key, sent, PAGE);
      } catch (Problem e) {
        LOG.debug("The events of a turn cannot be read now", e);
        return sent;
      }
      for (TurnEvent event : page) {
        out.send(
            Integer.toString(event.seq()),
            event.name(),
            event.data().getBytes(StandardCharsets.UTF_8));
        sent = event.seq();
      }
    } while (page.size() == PAGE);
    return sent;
  }
}
