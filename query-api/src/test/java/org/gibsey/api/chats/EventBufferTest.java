package org.gibsey.api.chats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.junit.jupiter.api.Test;

/** What happens to events between the one who makes them and the one who stores them. */
final class EventBufferTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String LETTERS = "abc 𝄞é";

  private final EventBuffer buffer = new EventBuffer();

  @Test
  void keepsTextAndOrderHoweverItIsPieced() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("EventBufferTest seed " + seed);
    Random random = new Random(seed);
    StringBuilder said = new StringBuilder();
    Thread speaker =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 1; i <= 300; i++) {
                    if (random.nextInt(5) == 0) {
                      said.append("<" + i + ">");
                      buffer.add(new Citation(i, "b", 1, null, null, "q", 0, 1, 0.5));
                    } else {
                      String text = LETTERS.repeat(random.nextInt(1_000));
                      said.append(text);
                      buffer.add(new Delta(text));
                    }
                  }
                  buffer.close();
                });
    StringBuilder stored = new StringBuilder();
    int last = 0;
    for (List<TurnEvent> taken = buffer.take(LONG); taken != null; taken = buffer.take(LONG)) {
      for (TurnEvent event : taken) {
        assertThat(event.seq()).isEqualTo(++last);
        if (event.name().equals("delta")) {
          String text = TurnDetail.reply(List.of(event));
          assertThat(text.length()).isBetween(1, EventBuffer.LONGEST_DELTA);
          stored.append(text);
        } else {
          stored.append("<").append(event.data().replaceAll("\\{\"n\":([0-9]+),.*", "$1>"));
        }
      }
    }
    speaker.join();
    assertThat(stored.toString().equals(said.toString())).isTrue();
  }

  @Test
  void makesTheSpeakerWaitWhenNothingIsStored() throws Exception {
    List<Integer> made = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread speaker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 1; i <= 1_000; i++) {
                      buffer.add(new Citation(i, "b", 1, null, null, "q", 0, 1, 0.5));
                      made.add(i);
                    }
                  } catch (CancellationException e) {
                    ended.countDown();
                  }
                });
    while (speaker.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    speaker.interrupt();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(made.size()).isLessThan(50);
  }

  @Test
  void refusesTheEndAsAnEvent() throws Exception {
    buffer.add(new Delta("x"));
    assertThat(buffer.take(LONG)).extracting(TurnEvent::name).containsExactly("delta");
    assertThat(buffer.take(Duration.ZERO)).isEmpty();
    buffer.close();
    assertThat(buffer.take(LONG)).isNull();
    assertThatThrownBy(() -> TurnStatus.of("over")).isInstanceOf(IllegalArgumentException.class);
  }
}
