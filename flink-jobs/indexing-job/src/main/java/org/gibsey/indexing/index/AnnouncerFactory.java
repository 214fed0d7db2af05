package org.gibsey.indexing.index;

import java.io.Serializable;
import org.gibsey.shard.EndpointAnnouncer;

/** Makes the announcer in the process where the operator runs. */
public interface AnnouncerFactory extends Serializable {
  /**
   * An announcer that the caller closes.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port...]}
   * @param topic compacted topic with one partition
   */
  EndpointAnnouncer connect(String kafka, String topic);
}
