/**
 * Server-sent events from a fetched body. (EventSource cannot send the Authorization header.)
 * Follows "Interpreting an event stream" in the HTML standard; who reads decides about reconnecting.
 */

/** Splits text that arrives in pieces into lines ended by CR, LF or CRLF. */
class Lines {
  #rest = '';
  #afterReturn = false;

  /** @param {string} piece */
  *take(piece) {
    // A LF that opens this piece may belong to the CR that closed the last one.
    if (this.#afterReturn && piece.startsWith('\n')) piece = piece.slice(1);
    if (piece) this.#afterReturn = piece.endsWith('\r');
    const lines = (this.#rest + piece).split(/\r\n|\r|\n/);
    this.#rest = /** @type {string} */ (lines.pop());
    yield* lines;
  }
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<{event: string, data: string, id: string}>} ends with the body; an event
 *   that the body broke off in the middle of is dropped, as the standard says. `id` is the last one
 *   that was sent so far, or empty
 */
export async function* readEvents(body) {
  const lines = new Lines();
  const reader = /** @type {ReadableStream<any>} */ (body).pipeThrough(new TextDecoderStream()).getReader();
  let event = '';
  let id = '';
  /** @type {string[]} */
  let data = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const line of lines.take(value)) {
        if (line === '') {
          if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), id };
          event = '';
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const name = colon < 0 ? line : line.slice(0, colon);
        const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (name === 'event') event = content;
        else if (name === 'data') data.push(content);
        else if (name === 'id' && !content.includes('\0')) id = content;
      }
    }
  } finally {
    // Whoever stops listening also ends the request.
    await reader.cancel().catch(() => undefined);
  }
}
