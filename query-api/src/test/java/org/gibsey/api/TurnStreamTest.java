package org.gibsey.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.ChatApi.Event;
import org.gibsey.api.chats.ChatSettings;
import org.gibsey.api.chats.TurnEvent;
import org.gibsey.api.chats.TurnKey;
import org.gibsey.api.chats.TurnStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading a turn: again, from where one stopped, in any process, slowly or not at all. */
final class TurnStreamTest {
  private static final int READERS = 6;

  /** Of which some have left and are not missed yet. */
  private static final int MOST = 60;

  private final FakePages pages = new FakePages();
  private TalkingModel model;
  private ChatApi here;
  private ChatApi there;

  @BeforeEach
  void start() throws Exception {
    model = new TalkingModel();
    ChatSettings settings =
        new ChatSettings(2, MOST, Duration.ofSeconds(3), Duration.ofSeconds(30));
    here = new ChatApi(pages, model, settings, Duration.ofSeconds(1));
    there = new ChatApi(pages, model, settings, Duration.ofSeconds(1));
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    model.close();
  }

  @Test
  void resumesBehindEveryEventInAnyProcess() throws Exception {
    String turn = here.say(here.chat(), "Hello");
    for (int i = 0; i < 10; i++) {
      model.say("Piece " + i + " [1]. ");
    }
    model.end();
    List<Event> all = here.events(turn, 0);
    assertThat(all.size()).isGreaterThan(4);
    for (int after = 0; after < all.size(); after++) {
      List<Event> rest = all.subList(after, all.size());
      assertThat(here.events(turn, after)).isEqualTo(rest);
      assertThat(there.events(turn, after)).isEqualTo(rest);
    }
    assertThat(there.events(turn, all.size())).isEmpty();
    assertProblem(
        here.api.send(here.api.request(turn + "/events").header("Last-Event-ID", "x").GET()),
        422,
        "invalid-value");
  }

  @Test
  void losesAndRepeatsNothingWhoeverReadsWhileItIsWritten() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TurnStreamTest seed " + seed);
    Random random = new Random(seed);
    String turn = here.say(here.chat(), "Hello");
    List<CompletableFuture<List<Event>>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      ChatApi process = i % 2 == 0 ? here : there;
      long readerSeed = random.nextLong();
      readers.add(CompletableFuture.supplyAsync(() -> wandering(process, turn, readerSeed)));
    }
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      String piece = "w" + i + " ";
      said.append(piece);
      model.say(piece);
      if (random.nextInt(4) == 0) {
        Thread.sleep(random.nextInt(30));
      }
    }
    model.end();
    for (CompletableFuture<List<Event>> reader : readers) {
      List<Event> events = reader.get();
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).id()).isEqualTo(i + 1);
      }
      assertThat(events.getLast().name()).isEqualTo("done");
      assertThat(ChatApi.text(events).strip()).isEqualTo(said.toString().strip());
    }
  }

  /** Reads a few events, leaves, and comes back behind the last one, to the end. */
  private static List<Event> wandering(ChatApi process, String turn, long seed) {
    Random random = new Random(seed);
    List<Event> events = new ArrayList<>();
    try {
      while (events.isEmpty() || !events.getLast().name().equals("done")) {
        try (BufferedReader lines = process.stream(turn, events.size())) {
          for (int left = 1 + random.nextInt(8); left > 0; left--) {
            Event event = ChatApi.next(lines);
            if (event == null) {
              break;
            }
            events.add(event);
          }
        }
      }
      return events;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void wakesReadersOfTheSameProcessWithoutAskingTheStoreAllTheTime() throws Exception {
    String turn = here.say(here.chat(), "Hello");
    try (BufferedReader lines = here.stream(turn, 0)) {
      assertThat(ChatApi.mustNext(lines).name()).isEqualTo("retrieval");
      int before = pages.chats.reads();
      for (int beats = 0; beats < 2; ) {
        if (lines.readLine().startsWith(":")) {
          beats++;
        }
      }
      assertThat(pages.chats.reads() - before).isLessThanOrEqualTo(1);
      model.end();
      assertThat(ChatApi.next(lines)).isNotNull();
    }
  }

  @Test
  void refusesMoreReadersThanAreAllowed() throws Exception {
    String turn = here.say(here.chat(), "Hello");
    List<BufferedReader> open = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      open.add(here.stream(turn, 0));
    }
    assertProblem(here.api.get(turn + "/events"), 503, "overloaded");
    for (BufferedReader lines : open) {
      lines.close();
    }
    model.end();
    ChatApi.await(
        "the readers are gone",
        () -> {
          try {
            return metric("gibsey_turns_readers ") == 0;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void dropsReadersWhoTakeNothing() throws Exception {
    pages.chat(FakePages.CHAT, "reader", TurnStatus.WRITING);
    String turn = "/v1/chats/" + FakePages.CHAT + "/turns/1";
    // More than the buffers of a socket, which its reader never empties.
    int events = 2_000;
    String data = "{\"text\":\"" + "Nobody reads this. ".repeat(250) + "\"}";
    for (int seq = 2; seq <= events; seq++) {
      pages
          .chats
          .store()
          .log()
          .append(new TurnKey(FakePages.CHAT, 1), List.of(new TurnEvent(seq, "delta", data)));
    }
    List<Socket> deaf = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      deaf.add(deaf(turn));
    }
    ChatApi.await("they are served", () -> uncheckedMetric("gibsey_turns_readers ") == 3);
    int read = pages.chats.reads();
    try (BufferedReader lines = here.stream(turn, 0)) {
      for (int seq = 1; seq <= events; seq++) {
        assertThat(ChatApi.mustNext(lines).id()).isEqualTo(seq);
      }
    }
    ChatApi.await("they are dropped", () -> uncheckedMetric("gibsey_turns_readers_lost_") >= 3);
    // Nobody has read ahead of what was taken.
    assertThat(pages.chats.reads() - read).isLessThan(4 * events / 32);
    for (Socket socket : deaf) {
      assertThat(isClosed(socket)).isTrue();
      socket.close();
    }
  }

  /** Somebody who asks for a stream and then never reads a byte. */
  private Socket deaf(String turn) throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(2_048);
    socket.connect(
        new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), here.api.port()));
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + turn
                    + "/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + TestApi.READER
                    + "\r\n\r\n")
                .getBytes(UTF_8));
    return socket;
  }

  private static boolean isClosed(Socket socket) throws Exception {
    socket.setSoTimeout(10_000);
    try {
      byte[] chunk = new byte[8_192];
      int read = socket.getInputStream().read(chunk);
      while (read >= 0) {
        read = socket.getInputStream().read(chunk);
      }
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  private double uncheckedMetric(String series) {
    try {
      return metric(series);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private double metric(String series) throws Exception {
    return here.api
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
