/** The library's HTTP interface. Every failure leaves here as a {@link Problem} or an AbortError. */
import { isAbort, Problem, problemFrom } from './problems.js';

const PATIENCE_MS = 20_000;
const COLLECTION = 'pages';

/**
 * @typedef {object} Request
 * @property {unknown} [body] sent as JSON by POST
 * @property {string} [accept]
 * @property {AbortSignal} [signal]
 * @property {boolean} [endless] a stream, which may take as long as it likes
 */

/** @param {Response} response */
async function refusal(response) {
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  const body = isJson ? await response.json().catch(() => null) : null;
  return problemFrom(response.status, body, response.headers.get('retry-after'));
}

/** @param {unknown} error what fetch or reading a body threw */
function asProblem(error) {
  if (error instanceof Problem || isAbort(error)) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError') return new Problem('timeout');
  return new Problem('unreachable');
}

/** @param {{key(): string|null, renew(reason: 'missing'|'refused'): Promise<void>}} keys */
export function createApi(keys) {
  /** @param {string} path @param {string} key @param {Request} request */
  async function attempt(path, key, { body, accept = 'application/json', signal, endless }) {
    const signals = [signal, endless ? undefined : AbortSignal.timeout(PATIENCE_MS)];
    /** @type {Record<string, string>} */
    const headers = { Accept: accept, Authorization: `Bearer ${key}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      return await fetch(path, {
        method: body === undefined ? 'GET' : 'POST',
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.any(signals.filter((s) => s !== undefined)),
        cache: 'no-store',
        credentials: 'omit',
      });
    } catch (error) {
      throw asProblem(error);
    }
  }

  /**
   * Sends, and asks the reader for a key as often as the library refuses it.
   *
   * @param {string} path @param {Request} request @returns {Promise<Response>}
   */
  async function send(path, request) {
    for (;;) {
      const key = keys.key();
      if (key === null) {
        await keys.renew('missing');
        continue;
      }
      const response = await attempt(path, key, request);
      if (response.status === 401) {
        // Another request may have brought a new key meanwhile; then that one is tried first.
        if (keys.key() === key) await keys.renew('refused');
        continue;
      }
      if (!response.ok) throw await refusal(response);
      return response;
    }
  }

  /** @param {string} path @param {Request} [request] @returns {Promise<any>} */
  async function json(path, request = {}) {
    const response = await send(path, request);
    try {
      return await response.json();
    } catch (error) {
      throw asProblem(error);
    }
  }

  const part = encodeURIComponent;
  return {
    /** @returns {Promise<{books: import('./types.js').Book[]}>} */
    books: () => json('/v1/books'),
    /** @param {string} book @returns {Promise<import('./types.js').BookContents>} */
    contents: (book) => json(`/v1/books/${part(book)}`),
    /** @param {string} book @param {number} page @returns {Promise<import('./types.js').Page>} */
    page: (book, page) => json(`/v1/pages/${part(book)}/${page}`),
    /** @returns {Promise<import('./types.js').Stats>} */
    stats: () => json(`/v1/collections/${COLLECTION}/stats`),
    /**
     * @param {{query: string, limit: number, mode: import('./types.js').Mode, highlight: boolean,
     *   up_to?: {book: string, page: number}}} body `up_to`: the last page that may be found
     * @param {AbortSignal} signal @returns {Promise<import('./types.js').SearchAnswer>}
     */
    search: (body, signal) => json(`/v1/collections/${COLLECTION}/search`, { body, signal }),
    /**
     * @param {{question: string, book?: string, limit?: number}} body @param {AbortSignal} signal
     * @returns {Promise<Response>} an event stream, still open
     */
    ask: (body, signal) => send('/v1/ask', { body, signal, accept: 'text/event-stream', endless: true }),
  };
}
