/** What can go wrong on the way to the library, and how to say it to a reader. */

export class Problem extends Error {
  /**
   * @param {string} kind last part of the problem's `type` URN, or one of this page's own:
   *   `unreachable`, `timeout`, `no-key`, `broken-off`
   * @param {{status?: number, title?: string, detail?: string, retryAfter?: number, reference?: string,
   *   balance?: number, price?: number}} [facts] `retryAfter` in seconds; `reference` is the server's
   *   correlation id; `balance` and `price` in credits, where credits are short
   */
  constructor(kind, facts = {}) {
    super(facts.title ?? kind);
    this.kind = kind;
    this.status = facts.status ?? 0;
    this.detail = facts.detail ?? '';
    this.retryAfter = facts.retryAfter;
    this.reference = facts.reference;
    this.balance = facts.balance;
    this.price = facts.price;
  }
}

/**
 * @param {number} status
 * @param {any} body parsed problem+json, or null when the body was none
 * @param {string|null} [retryAfter] the header; a date in it is left to the default waiting time
 */
export function problemFrom(status, body, retryAfter) {
  const kind = String(body?.type ?? '').split(':').pop() || `status-${status}`;
  return new Problem(kind, {
    status,
    title: body?.title,
    detail: body?.detail,
    retryAfter: /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined,
    reference: body?.correlation_id,
    balance: Number.isFinite(body?.balance) ? body.balance : undefined,
    price: Number.isFinite(body?.price) ? body.price : undefined,
  });
}

/** @param {unknown} error */
export const isAbort = (error) => error instanceof DOMException && error.name === 'AbortError';

/**
 * @typedef {{heading: string, advice: string, again: 'button'|'alone'|'no', label?: string}} Explanation
 *   `alone`: it is worth trying again without being asked; `label` for the button, else "Try again"
 */

/** @type {Record<string, Explanation>} */
const KNOWN = {
  'unreachable': { heading: 'The library cannot be reached', advice: 'Check that it is running and that you are connected. This page keeps trying.', again: 'alone' },
  'timeout': { heading: 'The library is taking too long', advice: 'It may be busy. Try once more in a moment.', again: 'button' },
  'no-key': { heading: 'The library is closed without a key', advice: 'Enter your reader key to go on. Whoever runs the library can give you one.', again: 'button', label: 'Enter the key' },
  'broken-off': { heading: 'The answer broke off', advice: 'The connection ended before the answer did. What arrived is below.', again: 'button' },
  'index-unavailable': { heading: 'The memory is waking up', advice: 'Search and answers come back within moments. This page keeps trying. Reading works meanwhile.', again: 'alone' },
  'model-unavailable': { heading: 'The memory is waking up', advice: 'It is still learning to read for meaning. This page keeps trying; searching by words may work already.', again: 'alone' },
  'model-mismatch': { heading: 'The memory was made by another reader', advice: 'Whoever runs the library has to build its index again. Searching by words works meanwhile.', again: 'no' },
  'pages-unavailable': { heading: 'The pages are out of reach', advice: 'The place where the book is kept does not answer. This page keeps trying.', again: 'alone' },
  'store-unavailable': { heading: 'The library’s shelves are out of reach', advice: 'The place where conversations and credits are kept does not answer. This page keeps trying.', again: 'alone' },
  'write-unknown': { heading: 'It is not certain that it was kept', advice: 'Send it again: it happens only once, however often it is sent.', again: 'button', label: 'Send again' },
  'language-model-unavailable': { heading: 'Nobody answers at the moment', advice: 'The language model is away or busy. Try again in a little while; nothing was paid for what it did not write.', again: 'button' },
  'insufficient-credits': { heading: 'Not enough credits', advice: 'Your ledger says how to earn more.', again: 'no' },
  'text-too-long': { heading: 'That is too long', advice: 'A message may have about six hundred words. Shorten it, or say it in two.', again: 'no' },
  'unknown-character': { heading: 'There is no such character here', advice: 'It may have left the library, or the address is mistyped.', again: 'no' },
  'unknown-chat': { heading: 'There is no such conversation', advice: 'It may have been deleted, perhaps in another window.', again: 'no' },
  'unknown-turn': { heading: 'This turn is gone', advice: 'It may have been replaced or deleted in another window.', again: 'button', label: 'Show the conversation' },
  'turn-under-way': { heading: 'A reply is still being written', advice: 'Wait for it, or stop it first.', again: 'button' },
  'key-under-way': { heading: 'It is already on its way', advice: 'Try again in a moment.', again: 'button' },
  'overloaded': { heading: 'The library is full', advice: 'Many are reading at once. This page tries again in a moment.', again: 'alone' },
  'unknown-book': { heading: 'There is no such book here', advice: 'The address may be mistyped, or the book was taken off the shelf.', again: 'no' },
  'unknown-page': { heading: 'The book has no such page', advice: 'It may have been removed since, or the number lies beyond the last page.', again: 'no' },
  'bad-page-number': { heading: 'That is not a page number', advice: 'Page numbers are whole numbers, counted from 1.', again: 'no' },
  'empty-query': { heading: 'There is nothing to look for yet', advice: 'Type a word, a thing or a whole sentence.', again: 'no' },
  'query-too-long': { heading: 'That is too long', advice: 'Up to 1,000 characters can be looked for at once. Shorten it a little.', again: 'no' },
};

/**
 * One heading and what to do, for every problem there is.
 *
 * @param {unknown} error
 * @returns {Explanation}
 */
export function explain(error) {
  if (!(error instanceof Problem)) {
    return { heading: 'This page stumbled', advice: 'Something went wrong in the page itself. Reload it to go on.', again: 'button' };
  }
  if (KNOWN[error.kind]) return KNOWN[error.kind];
  if (error.status === 401) return KNOWN['no-key'];
  if (error.status === 403) return { heading: 'Your key does not open this', advice: 'Ask whoever runs the library for a key that does.', again: 'no' };
  if (error.status === 404) return { heading: 'It is not here', advice: error.detail || 'The library does not know this address.', again: 'no' };
  if (error.status === 413) return KNOWN['query-too-long'];
  if (error.status === 429) return { heading: 'A little too fast', advice: 'The library asks for a short pause. Try again in a moment.', again: 'button' };
  if (error.status === 502 || error.status === 503 || error.status === 504) {
    return { heading: 'The library is not ready', advice: 'A part of it is still starting or has stopped. This page keeps trying.', again: 'alone' };
  }
  if (error.status >= 500) return { heading: 'Something broke in the library', advice: 'It is not your doing. Try again; if it stays so, tell whoever runs the library.', again: 'button' };
  return { heading: error.message, advice: error.detail || 'Change it a little and try again.', again: 'button' };
}
