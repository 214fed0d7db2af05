package org.gibsey.api;

import org.gibsey.row.FieldValue;
import org.jspecify.annotations.Nullable;

/** A row that a test makes searchable. */
sealed interface TestRow permits TestPage, TestTurn {
  String collection();

  /** Its key as the index knows it. */
  String rowKey();

  @Nullable String title();

  String text();

  FieldValue[] fields();
}
