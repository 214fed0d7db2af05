package org.gibsey.api.characters;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** The picture of a character. */
final class SelectPicture {
  private static final String CQL =
      "SELECT card, portrait FROM gibsey.characters WHERE character_id = ?";

  private final Statement statement;

  SelectPicture(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, CQL);
  }

  CompletionStage<Optional<byte[]>> execute(String id) {
    return statement
        .first(SelectPicture::picture, id)
        .thenApply(found -> found == null ? Optional.empty() : found);
  }

  private static Optional<byte[]> picture(Row row) {
    @Nullable ByteBuffer picture = row.isNull("card") ? null : row.getByteBuffer("portrait");
    return picture == null ? Optional.empty() : Optional.of(Bytes.getArray(picture));
  }
}
