package org.gibsey.tools.cql;

import java.util.List;

/**
 * Rows as cqlsh prints them: headings, a rule, numbers to the right, everything else to the left.
 *
 * @param headings one per column
 * @param numeric one per column: whether its cells are numbers
 */
public record RowTable(List<String> headings, List<Boolean> numeric) {

  /** The lines of the table; {@code rows} are lists of as many cells as there are columns. */
  public String render(List<List<String>> rows) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = width(headings.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    StringBuilder out = new StringBuilder();
    appendLine(out, headings, widths);
    for (int column = 0; column < widths.length; column++) {
      out.append(column == 0 ? "-" : "+-").append("-".repeat(widths[column] + 1));
    }
    out.append('\n');
    for (List<String> row : rows) {
      appendLine(out, row, widths);
    }
    return out.toString();
  }

  private void appendLine(StringBuilder out, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(column == 0 ? " " : " | ");
      String padding = " ".repeat(widths[column] - width(cells.get(column)));
      line.append(numeric.get(column) ? padding : "").append(cells.get(column));
      line.append(numeric.get(column) ? "" : padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
