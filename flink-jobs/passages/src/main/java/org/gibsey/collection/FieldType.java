package org.gibsey.collection;

/** How a filterable column is compared. */
public enum FieldType {
  /** Exact text. */
  KEYWORD,
  /** A decimal number, compared in double precision: exact for integers up to 2^53. */
  NUMBER,
  /** An instant, compared in milliseconds. */
  TIME
}
