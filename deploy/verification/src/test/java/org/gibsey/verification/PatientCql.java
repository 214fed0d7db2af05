package org.gibsey.verification;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;

/** Runs statements that may take long: a change of the schema takes seconds on a busy machine. */
record PatientCql(CqlSession session) {

  /** Runs a statement in the keyspace of the stack. */
  void execute(String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(Stack.PATIENCE));
  }
}
