package org.gibsey.row;

/**
 * One metadata column of a row.
 *
 * @param name name of the column
 * @param value its value as text
 */
public record FieldValue(String name, String value) {}
