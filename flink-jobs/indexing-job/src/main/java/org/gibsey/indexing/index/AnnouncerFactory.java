package org.gibsey.indexing.index;

import java.io.Serializable;
import org.gibsey.shard.EndpointAnnouncer;

/** Makes the announcer in the process where the operator runs. */
interface AnnouncerFactory extends Serializable {
  EndpointAnnouncer connect(String kafka, String topic);
}
