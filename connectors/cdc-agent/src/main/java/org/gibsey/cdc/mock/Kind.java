package org.gibsey.cdc.mock;

/** What a generated event does. */
enum Kind {
  INSERT("inserts", 0, "new rows, or rows written anew"),
  UPDATE("updates", 25, "updates of some columns"),
  COLUMN_DELETE("column.deletes", 5, "deletes of one column"),
  ROW_DELETE("row.deletes", 6, "deletes of a row"),
  PARTITION_DELETE("partition.deletes", 1, "deletes of a book"),
  RANGE_DELETE("range.deletes", 2, "deletes of a range of pages"),
  TTL("ttls", 5, "inserts with a time to live: an hour, or ten years"),
  DUPLICATE("duplicates", 5, "copies of the change before"),
  LATE("late", 5, "copies of a change up to 200 events before"),
  POISON("poison", 1, "records that are no events");

  private final String option;
  private final int percent;
  private final String description;

  Kind(String option, int percent, String description) {
    this.option = option;
    this.percent = percent;
    this.description = description;
  }

  /** Last part of the name of the option with its share. */
  String option() {
    return option;
  }

  /** Its share in percent unless told otherwise. */
  int percent() {
    return percent;
  }

  String description() {
    return description;
  }

  /** Whether it is a change of its own, so that it can be copied. */
  boolean original() {
    return this != DUPLICATE && this != LATE && this != POISON;
  }
}
