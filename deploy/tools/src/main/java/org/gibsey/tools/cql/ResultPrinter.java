package org.gibsey.tools.cql;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Writes the rows of a statement, as they come in, so that a large table needs little memory. */
final class ResultPrinter {

  /** Rows that are aligned with each other; more would have to be held. */
  private static final int BLOCK = 500;

  private static final String DESCRIPTION = "create_statement";

  private final PrintWriter out;
  private final boolean json;

  ResultPrinter(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints nothing for a statement without a result. */
  void print(ResultSet result) {
    if (result.getColumnDefinitions().size() == 0) {
      return;
    }
    if (json) {
      result.forEach(row -> out.println(RowJson.of(row)));
    } else if (result.getColumnDefinitions().contains(DESCRIPTION)) {
      // DESCRIBE TABLE and the like: the statement itself, over several lines, is what was asked
      // for.
      result.forEach(row -> out.println(row.getString(DESCRIPTION)));
    } else {
      printTable(result);
    }
    out.flush();
  }

  private void printTable(ResultSet result) {
    List<String> headings = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (ColumnDefinition column : result.getColumnDefinitions()) {
      headings.add(column.getName().asInternal());
      numeric.add(CellText.isNumber(column.getType()));
    }
    RowTable table = new RowTable(headings, numeric);
    List<List<String>> block = new ArrayList<>();
    long rows = 0;
    for (Row row : result) {
      block.add(cells(row));
      rows++;
      if (block.size() == BLOCK) {
        out.print(table.render(block));
        block.clear();
      }
    }
    if (rows == 0 || !block.isEmpty()) {
      out.print(table.render(block));
    }
    out.println();
    out.println("(" + rows + (rows == 1 ? " row)" : " rows)"));
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      cells.add(CellText.of(row, column));
    }
    return cells;
  }
}
