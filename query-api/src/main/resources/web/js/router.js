/**
 * Addresses live in the fragment: `#/`, `#/<book>`, `#/<book>/<page>`, `#/search`, `#/ask`.
 * A page's address may carry `mark=start-end` (the passage to show) and `words=` (the search).
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
    };
  }
  if (parts.length === 1) return { view: 'book', book: parts[0] };
  return {
    view: 'page',
    book: parts[0],
    page: /^\d{1,9}$/.test(parts[1]) ? Number(parts[1]) : NaN,
    mark: parseMark(params.get('mark')),
    words: params.get('words') ?? undefined,
  };
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

/** @param {string} q @param {Mode} mode */
export const searchHref = (q, mode) =>
  `#/search${tail({ q, mode: mode === 'hybrid' ? undefined : mode })}`;

/** @param {string} q */
export const askHref = (q) => `#/ask${tail({ q })}`;

/** Goes to an address, leaving the present one in the history. @param {string} href */
export function go(href) {
  location.hash = href;
}

/** Corrects the present address without a new history entry or a new view. @param {string} href */
export function amend(href) {
  history.replaceState(history.state, '', href);
}
