package org.gibsey.tools.status;

import org.gibsey.tools.ToolException;

/**
 * A process, as the script saw it.
 *
 * @param pid 0 if it is down
 * @param rssMib resident memory
 */
record ProcessLine(String name, long pid, long rssMib, long uptimeSeconds) {

  boolean up() {
    return pid > 0;
  }

  /**
   * @param line {@code NAME PID MIB SECONDS}, or dashes after the name of one that is down
   */
  static ProcessLine parse(String line) {
    String[] words = line.strip().split(" +", -1);
    if (words.length != 4) {
      throw new ToolException("expected 'NAME PID MIB SECONDS', not '" + line + "'");
    }
    if (words[1].equals("-")) {
      return new ProcessLine(words[0], 0, 0, 0);
    }
    return new ProcessLine(
        words[0], Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
  }
}
