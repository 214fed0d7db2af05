/** The library's HTTP interface. Every failure leaves here as a {@link Problem} or an AbortError. */
import { isAbort, Problem, problemFrom } from './problems.js';

const PATIENCE_MS = 20_000;

/**
 * A name for something that is to happen once, however often it is sent. (`crypto.randomUUID` is
 * missing where the page came over plain HTTP from another machine.)
 */
export function onceKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @typedef {object} Request
 * @property {string} [method] POST with a body, else GET, unless told
 * @property {unknown} [body] sent as JSON
 * @property {Record<string, string|undefined>} [headers] beside those of every request
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
  async function attempt(path, key, { body, accept = 'application/json', signal, endless, ...request }) {
    const signals = [signal, endless ? undefined : AbortSignal.timeout(PATIENCE_MS)];
    /** @type {Record<string, string>} */
    const headers = { Accept: accept, Authorization: `Bearer ${key}` };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    for (const [name, value] of Object.entries(request.headers ?? {})) if (value !== undefined) headers[name] = value;
    try {
      return await fetch(path, {
        method: request.method ?? (body === undefined ? 'GET' : 'POST'),
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
  /** @param {string} path @param {Record<string, string|number|undefined>} params */
  const withParams = (path, params) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) if (value !== undefined && value !== '') query.set(name, String(value));
    return query.size > 0 ? `${path}?${query}` : path;
  };
  /** @param {string} chat @param {number} turn */
  const turnPath = (chat, turn) => `/v1/chats/${part(chat)}/turns/${turn}`;
  return {
    /** @returns {Promise<{books: import('./types.js').Book[]}>} */
    books: () => json('/v1/books'),
    /** @param {string} book @returns {Promise<import('./types.js').BookContents>} */
    contents: (book) => json(`/v1/books/${part(book)}`),
    /** @param {string} book @param {number} page @returns {Promise<import('./types.js').Page>} */
    page: (book, page) => json(`/v1/pages/${part(book)}/${page}`),
    /** @returns {Promise<import('./types.js').Stats>} */
    stats: () => json('/v1/collections/pages/stats'),
    /**
     * @param {{query: string, limit: number, mode: import('./types.js').Mode, highlight: boolean,
     *   up_to?: {book: string, page: number}}} body `up_to`: the last page that may be found
     * @param {AbortSignal} signal @returns {Promise<import('./types.js').SearchAnswer>}
     */
    search: (body, signal) => json('/v1/collections/pages/search', { body, signal }),
    /**
     * Searches what this reader and their characters said.
     *
     * @param {{query: string, limit: number, mode: import('./types.js').Mode, highlight: boolean}} body
     * @param {AbortSignal} signal
     * @returns {Promise<import('./types.js').TurnSearchAnswer>}
     */
    searchTurns: (body, signal) => json('/v1/collections/turns/search', { body, signal }),
    /**
     * @param {{question: string, book?: string, limit?: number}} body @param {AbortSignal} signal
     * @returns {Promise<Response>} an event stream, still open
     */
    ask: (body, signal) => send('/v1/ask', { body, signal, accept: 'text/event-stream', endless: true }),

    /** @param {string} [book] @returns {Promise<{characters: import('./types.js').Character[]}>} */
    characters: (book) => json(withParams('/v1/characters', { book })),
    /**
     * @param {{character: string, book?: string, progress?: number, title?: string}} body
     * @param {string} once see {@link onceKey} @returns {Promise<import('./types.js').Chat>}
     */
    beginChat: (body, once) => json('/v1/chats', { body, headers: { 'Idempotency-Key': once } }),
    /** @param {string} [cursor] @returns {Promise<{chats: import('./types.js').Chat[], cursor: string|null}>} */
    chats: (cursor) => json(withParams('/v1/chats', { limit: 30, cursor })),
    /**
     * @param {string} chat @param {{before?: number, limit?: number}} [which] the turns that come along
     * @returns {Promise<import('./types.js').Chat & {messages: import('./types.js').Message[]}>}
     */
    chat: (chat, which = {}) => json(withParams(`/v1/chats/${part(chat)}`, which)),
    /**
     * @param {string} chat @param {{title?: string, progress?: number}} body
     * @returns {Promise<import('./types.js').Chat>}
     */
    changeChat: (chat, body) => json(`/v1/chats/${part(chat)}`, { method: 'PATCH', body }),
    /** @param {string} chat @returns {Promise<import('./types.js').Receipt>} */
    deleteChat: (chat) => json(`/v1/chats/${part(chat)}`, { method: 'DELETE' }),
    /**
     * What a message would cost. Nothing is set aside.
     *
     * @param {string} chat @param {{message: string, replaces?: number}} body @param {AbortSignal} signal
     * @returns {Promise<import('./types.js').Quote>}
     */
    quote: (chat, body, signal) => json(`/v1/chats/${part(chat)}/quote`, { body, signal }),
    /**
     * @param {string} chat
     * @param {{message: string, replaces?: number}} body `replaces`: the turn that leaves, with all after it
     * @param {string} once see {@link onceKey} @returns {Promise<import('./types.js').Begun>}
     */
    say: (chat, body, once) => json(`/v1/chats/${part(chat)}/turns`, { body, headers: { 'Idempotency-Key': once } }),
    /**
     * @param {string} chat @param {number} turn @param {string} after the last event that is known, or empty
     * @param {AbortSignal} signal @returns {Promise<Response>} an event stream, still open
     */
    events: (chat, turn, after, signal) => send(`${turnPath(chat, turn)}/events`,
      { signal, accept: 'text/event-stream', endless: true, headers: { 'Last-Event-ID': after || undefined } }),
    /** @param {string} chat @param {number} turn */
    stopTurn: (chat, turn) => json(turnPath(chat, turn), { method: 'DELETE' }),

    /** @returns {Promise<import('./types.js').Me>} */
    me: () => json('/v1/me'),
    /** @param {string} [cursor] @returns {Promise<{balance: number, entries: import('./types.js').Entry[], cursor: string|null}>} */
    ledger: (cursor) => json(withParams('/v1/me/ledger', { limit: 30, cursor })),
  };
}
