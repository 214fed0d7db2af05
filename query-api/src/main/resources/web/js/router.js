/**
 * Addresses live in the fragment: `#/`, `#/<book>`, `#/<book>/<page>`, `#/search`, `#/ask`,
 * `#/characters`, `#/characters/<character>`, `#/chats`, `#/chats/<chat>`, `#/ledger`.
 * A page's address may carry `mark=start-end` (the passage to show) and `words=` (the search), a
 * chat's `turn=` (the turn to show).
 */

/** @typedef {import('./types.js').Route} Route */
/** @typedef {import('./types.js').Mode} Mode */

const MODES = ['hybrid', 'vector', 'text'];

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A stray "%" in a typed address: take it as it stands.
  }
}

/** @param {string|null} text */
function parseMark(text) {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '');
  return found ? { start: Number(found[1]), end: Number(found[2]) } : undefined;
}

/** @param {string} hash @returns {Route} */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const parts = path.split('/').filter(Boolean).map(decode);
  const params = new URLSearchParams(query);
  if (parts.length === 0) return { view: 'books' };
  if (parts.length === 1 && (parts[0] === 'search' || parts[0] === 'ask')) {
    const mode = params.get('mode') ?? '';
    return {
      view: parts[0],
      q: params.get('q') ?? '',
      mode: MODES.includes(mode) ? /** @type {Mode} */ (mode) : undefined,
      where: params.get('in') === 'turns' ? 'turns' : undefined,
    };
  }
  const own = ownPlace(parts, params);
  if (own) return own;
  if (parts.length === 1) return { view: 'book', book: parts[0] };
  return {
    view: 'page',
    book: parts[0],
    page: /^\d{1,9}$/.test(parts[1]) ? Number(parts[1]) : NaN,
    mark: parseMark(params.get('mark')),
    words: params.get('words') ?? undefined,
  };
}

/** Characters, conversations and credits. @param {string[]} parts @param {URLSearchParams} params @returns {Route|null} */
function ownPlace([place, id, ...more], params) {
  if (more.length > 0) return null;
  const book = params.get('book') ?? undefined;
  const turn = /^\d{1,9}$/.test(params.get('turn') ?? '') ? Number(params.get('turn')) : undefined;
  if (place === 'characters') return id === undefined ? { view: 'characters', book } : { view: 'character', character: id, book };
  if (place === 'chats') return id === undefined ? { view: 'chats' } : { view: 'chat', chat: id, turn };
  return place === 'ledger' && id === undefined ? { view: 'ledger' } : null;
}

/** @param {Record<string, string|undefined>} params */
function tail(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** @param {string} book */
export const bookHref = (book) => `#/${encodeURIComponent(book)}`;

/** @param {string} book @param {number} page @param {{start: number, end: number}} [mark] @param {string} [words] */
export const pageHref = (book, page, mark, words) =>
  `${bookHref(book)}/${page}${tail({ mark: mark && `${mark.start}-${mark.end}`, words })}`;

/** @param {string} q @param {Mode} mode @param {'turns'} [where] the reader's own conversations */
export const searchHref = (q, mode, where) =>
  `#/search${tail({ q, mode: mode === 'hybrid' ? undefined : mode, in: where })}`;

/** @param {string} q */
export const askHref = (q) => `#/ask${tail({ q })}`;

/** @param {string} [book] */
export const charactersHref = (book) => `#/characters${tail({ book })}`;

/** @param {string} character @param {string} [book] the book it was looked for in */
export const characterHref = (character, book) => `#/characters/${encodeURIComponent(character)}${tail({ book })}`;

/** @param {string} chat @param {number} [turn] */
export const chatHref = (chat, turn) => `#/chats/${encodeURIComponent(chat)}${tail({ turn: turn?.toString() })}`;

/** Goes to an address, leaving the present one in the history. @param {string} href */
export function go(href) {
  location.hash = href;
}

/** Corrects the present address without a new history entry or a new view. @param {string} href */
export function amend(href) {
  history.replaceState(history.state, '', href);
}
