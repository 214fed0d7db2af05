package org.gibsey.tools;

/**
 * Something outside this program is not as it should be; the message is for the person at the
 * terminal.
 */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ToolException(String message) {
    super(message);
  }

  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
