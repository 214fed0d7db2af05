package org.gibsey.verification.faults;

/** Primary key of a row of {@code gibsey.pages}. */
record PageKey(String book, int page) implements Comparable<PageKey> {
  @Override
  public int compareTo(PageKey other) {
    int byBook = book.compareTo(other.book);
    return byBook != 0 ? byBook : Integer.compare(page, other.page);
  }

  @Override
  public String toString() {
    return book + "/" + page;
  }
}
