package org.gibsey.api.chats;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.AnswerEvent.Done;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.Problems;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation;
import org.gibsey.api.voice.Voice;
import org.jspecify.annotations.Nullable;

/**
 * A character who speaks in a thread of its own, into a buffer. Whoever interrupts it interrupts
 * nothing else. What was said may be read once the buffer is closed.
 */
final class Speech implements Runnable {
  /** Most UTF-16 units of a reply; one that is longer is cut. */
  static final int LONGEST = 64_000;

  private final Voice voice;
  private final Conversation conversation;
  private final Deadline until;
  private final EventBuffer buffer;
  private final StringBuilder reply = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>();
  private final Object speaking = new Object();
  private boolean over;
  private @Nullable Done done;
  private @Nullable RuntimeException failure;
  private @Nullable Thread thread;

  /** How it ended, as long as nobody ended it. */
  enum Ending {
    DONE,
    /** Too long. */
    CUT,
    /** It failed, or was interrupted. */
    FAILED
  }

  Speech(Voice voice, Conversation conversation, Deadline until, EventBuffer buffer) {
    this.voice = voice;
    this.conversation = conversation;
    this.until = until;
    this.buffer = buffer;
  }

  void start() {
    thread = Thread.ofVirtual().name("speak").start(this);
  }

  @Override
  public void run() {
    try {
      done = voice.speak(conversation, until, this::hear);
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      failure = new IllegalStateException("The thread that speaks has died", e);
      throw e;
    } finally {
      synchronized (speaking) {
        over = true;
      }
      buffer.close();
    }
  }

  /** Ends it now; the language model is stopped, too. */
  void interrupt() {
    synchronized (speaking) {
      if (!over && thread != null) {
        thread.interrupt();
      }
    }
  }

  private void hear(AnswerEvent event) {
    if (event instanceof Delta delta) {
      reply.append(delta.text());
    } else if (event instanceof Citation citation) {
      citations.add(citation);
    }
    buffer.add(event);
    if (reply.length() > LONGEST) {
      throw new TooLongException();
    }
  }

  Ending ending() {
    return switch (failure) {
      case null -> Ending.DONE;
      case TooLongException cut -> Ending.CUT;
      default -> Ending.FAILED;
    };
  }

  /** The last step, or null when there was none. */
  @Nullable Done done() {
    return done;
  }

  /** Why there is no last step. */
  Problem problem() {
    return Problems.of(failure == null ? new IllegalStateException("no failure") : failure);
  }

  String reply() {
    return reply.toString();
  }

  List<Citation> citations() {
    return List.copyOf(citations);
  }

  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("the reply is too long", null, false, false);
    }
  }
}
