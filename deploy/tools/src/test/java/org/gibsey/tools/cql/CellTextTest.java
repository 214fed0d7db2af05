package org.gibsey.tools.cql;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataTypes;
import org.junit.jupiter.api.Test;

final class CellTextTest {

  @Test
  void keepsATextOnOneLine() {
    assertThat(CellText.onOneLine("one\r\ntwo\tthree\u0000é"))
        .isEqualTo("one\\r\\ntwo\\tthree\\u0000é");
  }

  @Test
  void takesOnlyNumbersForNumbers() {
    assertThat(CellText.isNumber(DataTypes.INT)).isTrue();
    assertThat(CellText.isNumber(DataTypes.DECIMAL)).isTrue();
    assertThat(CellText.isNumber(DataTypes.TEXT)).isFalse();
    assertThat(CellText.isNumber(DataTypes.vectorOf(DataTypes.FLOAT, 3))).isFalse();
  }
}
