/**
 * Books, contents, pages and characters, remembered for a short while so that turning a page is instant and a
 * page that was changed in the database is still seen soon.
 */

const FRESH_MS = 15_000;
const MOST_ENTRIES = 60;

/** @typedef {ReturnType<typeof import('./api.js').createApi>} Api */

/** @param {Api} api */
export function createCatalogue(api) {
  /** @type {Map<string, {since: number, value: Promise<any>}>} */
  const known = new Map();

  /**
   * @template T
   * @param {string} name @param {() => Promise<T>} load
   * @returns {Promise<T>}
   */
  function remembered(name, load) {
    const entry = known.get(name);
    if (entry && performance.now() - entry.since < FRESH_MS) return entry.value;
    const value = load();
    known.delete(name);
    known.set(name, { since: performance.now(), value });
    if (known.size > MOST_ENTRIES) known.delete(known.keys().next().value ?? '');
    // A failure is not worth remembering.
    value.catch(() => {
      if (known.get(name)?.value === value) known.delete(name);
    });
    return value;
  }

  return {
    books: () => remembered('books', async () => (await api.books()).books),
    /** @param {string} book */
    contents: (book) => remembered(`contents ${book}`, () => api.contents(book)),
    /** @param {string} book @param {number} page */
    page: (book, page) => remembered(`page ${page} ${book}`, () => api.page(book, page)),
    /** @param {string} [book] */
    characters: (book) => remembered(`characters ${book ?? ''}`, async () => (await api.characters(book)).characters),
    stats: () => remembered('stats', () => api.stats()),
    forget: () => known.clear(),
  };
}
