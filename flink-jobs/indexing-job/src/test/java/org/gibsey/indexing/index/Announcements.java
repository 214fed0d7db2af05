package org.gibsey.indexing.index;

import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.EndpointDirectory;

/** A topic of announcements in memory: Kafka's own in-memory producer, used again and again. */
final class Announcements extends MockProducer<String, String> {

  Announcements() {
    super(true, null, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void close(Duration timeout) {
    // Stays open for the next attempt, as the topic would.
  }

  AnnouncerFactory factory() {
    return (kafka, topic) -> new EndpointAnnouncer(this, topic);
  }

  /** What somebody who read all announcements knows. */
  EndpointDirectory directory() {
    EndpointDirectory directory = new EndpointDirectory();
    for (int offset = 0; offset < history().size(); offset++) {
      directory.announced(Announcement.ofJson(history().get(offset).value()), offset);
    }
    directory.caughtUp();
    return directory;
  }
}
