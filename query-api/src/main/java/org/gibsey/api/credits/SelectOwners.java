package org.gibsey.api.credits;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;

/** Reads who has a ledger, a page of them at a time. */
final class SelectOwners {
  private final Statement statement;

  SelectOwners(CassandraConnection connection) {
    this.statement = Statement.ofQuorum(connection, "SELECT DISTINCT owner_id FROM gibsey.ledger");
  }

  CompletionStage<AsyncResultSet> execute() {
    return statement.execute();
  }

  static Iterable<String> names(AsyncResultSet page) {
    return () ->
        java.util.stream.StreamSupport.stream(page.currentPage().spliterator(), false)
            .map(row -> Objects.requireNonNull(row.getString("owner_id")))
            .iterator();
  }
}
