package org.gibsey.api.chats;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.credits.Prices;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.receipts.Erasure;
import org.gibsey.api.receipts.Receipt;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.voice.Voice;

/** Chats, put together. */
public final class ChatFeature {
  private final List<Route> routes;
  private final EndTurn ending;

  /**
   * What chats stand on.
   *
   * @param characters whom readers can talk to
   * @param pages books that they can talk about
   * @param receipts tells what became of a chat that was deleted
   */
  public record Stores(
      ChatStore chats,
      CharacterStore characters,
      PageStore pages,
      Function<Erasure, Receipt> receipts) {}

  /**
   * How turns are paid for.
   *
   * @param tokens counts the tokens of a text
   */
  public record Payment(Credits credits, Prices prices, ToIntFunction<String> tokens) {}

  /**
   * What surrounds every feature.
   *
   * @param drain how this process ends
   */
  public record Around(
      Drain drain, IdempotentRequests once, WriteClock clock, MeterRegistry metrics) {}

  /**
   * Chats.
   *
   * @param deadline most time for one turn
   * @param heartbeat longest silence on a stream
   */
  public ChatFeature(
      Stores stores,
      Voice voice,
      Payment payment,
      Around around,
      ChatSettings settings,
      Duration deadline,
      Duration heartbeat) {
    ChatStore store = stores.chats();
    ChatMetrics metrics = new ChatMetrics(around.metrics());
    this.ending = new EndTurn(store, payment.credits(), around.clock());
    Turns turns = new Turns(settings.turns(), around.drain());
    Watches watches = new Watches(store.log(), turns::writes);
    Writers writers =
        new Writers(
            voice,
            store,
            payment.credits(),
            payment.prices(),
            ending,
            new Memory(store, voice),
            watches,
            around.drain(),
            around.clock(),
            payment.tokens(),
            metrics);
    StreamTurn stream = new StreamTurn(store.log(), watches, metrics, settings, heartbeat);
    metrics.open(turns::open);
    metrics.readers(stream::open);
    StopTurn stop = new StopTurn(writers, turns);
    BeginTurn begin = new BeginTurn(stores.characters(), writers, turns, deadline);
    EraseChat erase = new EraseChat(writers, stop);
    this.routes =
        Stream.of(
                new ChatRoutes(
                        store,
                        stores.characters(),
                        stores.pages(),
                        erase,
                        stores.receipts(),
                        around.once(),
                        around.clock())
                    .routes(),
                new TurnRoutes(store, begin, stop, stream, around.once()).routes())
            .flatMap(List::stream)
            .toList();
  }

  public List<Route> routes() {
    return routes;
  }

  /** Ends turns that were being written by a process which has died. */
  public Abandoned abandoned() {
    return ending;
  }
}
