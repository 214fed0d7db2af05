package org.gibsey.verification.faults;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.Set;

/**
 * One statement of the workload.
 *
 * @param kind what it does, in a word or two
 * @param keys the rows that it names; none for a deletion of many
 */
record Write(String kind, Set<PageKey> keys, Statement<?> statement) {}
