package org.gibsey.tools.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.gibsey.tools.ToolException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the record of a letter again, in the partition where it was, with the header {@value
 * #HEADER} that says where.
 */
final class Replay {
  /**
   * Makes the job tell the row again even if the record brings nothing new. Its value is {@code
   * TOPIC/PARTITION/OFFSET} of the original.
   */
  static final String HEADER = org.gibsey.change.Replay.HEADER;

  private final LetterTopic letters;
  private final @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param producer null to say only what would be done
   */
  Replay(LetterTopic letters, @Nullable Producer<byte[], byte[]> producer) {
    this.letters = letters;
    this.producer = producer;
  }

  /**
   * What became of one letter.
   *
   * @param done whether its record was published, or would have been
   * @param words for a person
   */
  record Outcome(boolean done, String words) {}

  /**
   * @throws ToolException when Kafka does not take the record
   */
  Outcome replay(Letter letter) {
    RecordPlace place = letter.place();
    if (place == null) {
      return refused(
          letter,
          "is about no record of a topic; deploy/reconcile finds the rows that lack a change");
    }
    if (place.topic().equals(letters.name())) {
      return refused(letter, "is about another letter");
    }
    Optional<ProducerRecord<byte[], byte[]>> original = original(letter, place);
    if (original.isEmpty()) {
      return refused(
          letter,
          "does not carry its record, and "
              + place
              + " is no longer there; deploy/reconcile finds"
              + " the rows that lack a change");
    }
    original.get().headers().add(HEADER, place.toString().getBytes(UTF_8));
    return new Outcome(
        true,
        producer == null
            ? "would replay " + place + " of letter " + letter.number()
            : "replayed " + place + " as " + send(original.get(), producer));
  }

  private Optional<ProducerRecord<byte[], byte[]>> original(Letter letter, RecordPlace place) {
    if (letter.value() != null) {
      return Optional.of(
          new ProducerRecord<>(place.topic(), place.partition(), letter.key(), letter.value()));
    }
    return letters
        .record(place)
        .map(
            (ConsumerRecord<byte[], byte[]> there) ->
                new ProducerRecord<>(place.topic(), place.partition(), there.key(), there.value()));
  }

  private static RecordPlace send(
      ProducerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) {
    try {
      RecordMetadata sent = producer.send(record).get();
      return new RecordPlace(sent.topic(), sent.partition(), sent.offset());
    } catch (ExecutionException e) {
      throw new ToolException("Kafka did not take a record: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted while publishing", e);
    }
  }

  private static Outcome refused(Letter letter, String why) {
    return new Outcome(
        false, "not replayed: letter " + letter.number() + " (" + letter.reason() + ") " + why);
  }
}
