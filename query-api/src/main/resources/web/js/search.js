/** Searching while typing. Only the newest question counts: older answers are dropped on their way. */
import { announce, byId, counted, el } from './dom.js';
import { renderHit, servedLine } from './hits.js';
import { isAbort } from './problems.js';
import { createNotice } from './notice.js';
import { lastBook, placeIn } from './places.js';
import { amend, askHref, go, searchHref } from './router.js';
import { renderTurnHit } from './turnhits.js';
import { stemsOf } from './words.js';

/** @typedef {import('./types.js').Mode} Mode */
/** @typedef {import('./types.js').SearchAnswer} SearchAnswer */

/** What is looked through: a book's passages, or what was said in conversations. */
const NAMES = {
  pages: ['passage', 'passages', 'More passages', 'Find a passage'],
  turns: ['turn', 'turns', 'More turns', 'Find what was said'],
};
const PAUSE_MS = 120;
const STEP = 10;
const MOST = 100;

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {(address: string) => void} onAddress told the address of the present search
 */
export function createSearch(api, catalogue, onAddress) {
  const field = byId('search-field', HTMLInputElement);
  const list = byId('search-results');
  const idle = byId('search-idle');
  const count = byId('search-count');
  const after = byId('search-after');
  const more = byId('search-more');
  const served = byId('search-served');
  const readOnly = byId('search-read-only', HTMLInputElement);
  const notice = createNotice(byId('search-notice'), () => void run());
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let pause;
  let inFlight = new AbortController();
  let limit = STEP;
  /** What the list shows, as {@link question} says it; empty when it shows nothing. */
  let answered = '';
  /** @type {Element|null} */
  let opened = null;
  let summoned = false;

  const query = () => field.value.trim();
  /** @returns {'turns'|undefined} */
  const where = () => (byId('search-in-turns', HTMLInputElement).checked ? 'turns' : undefined);
  const names = () => NAMES[where() ?? 'pages'];
  const address = () => searchHref(query(), mode(), where());
  const mode = () => /** @type {Mode} */ (byId('search-modes').querySelector('input:checked')?.getAttribute('value') ?? 'hybrid');

  /** The page where the reader is in the book opened last. */
  function place() {
    const book = lastBook();
    const page = book === null ? undefined : placeIn(book);
    return book === null || page === undefined ? undefined : { book, page };
  }

  /** What may be found, if not everything. */
  const upTo = () => (readOnly.checked && !where() ? place() : undefined);

  /** All that decides the answer, in one string. */
  const question = () => JSON.stringify([address(), upTo()]);

  /** Offers to keep to what was read, where there is a book that was opened. */
  async function offerReadOnly() {
    const here = place();
    byId('search-read').hidden = !here || where() !== undefined;
    if (!here) {
      readOnly.checked = false;
      return;
    }
    byId('search-read-page').textContent = `page ${here.page}`;
    const books = await catalogue.books().catch(() => []);
    const title = books.find((book) => book.book_id === here.book)?.title;
    byId('search-read-title').textContent = title ? ` of ${title}` : '';
  }

  function wipe() {
    answered = '';
    list.replaceChildren();
    count.textContent = '';
    served.textContent = '';
    after.hidden = true;
    idle.hidden = true;
  }

  function rest() {
    wipe();
    idle.hidden = false;
    notice.clear();
    void tellMemory();
  }

  async function tellMemory() {
    /** @type {import('./types.js').Stats} */
    let stats;
    try {
      stats = await catalogue.stats();
    } catch {
      return; // A remark only; if the memory is away, the first search says so.
    }
    const newest = stats.newest_write_time && new Date(stats.newest_write_time);
    idle.replaceChildren(
      el('dl', { class: 'ways-to-find' },
        el('dt', {}, 'Meaning'), el('dd', {}, 'finds what a page says, in whatever words it says it.'),
        el('dt', {}, 'Words'), el('dd', {}, 'finds the very words, names above all.'),
        el('dt', {}, 'Both'), el('dd', {}, 'lets the two agree. Leave it here if in doubt.')),
      where() !== undefined ? '' : el('p', { class: 'memory' },
        `${counted(stats.rows, 'page', 'pages')} in memory`,
        newest && `, the newest change ${newest.toLocaleString([], { dateStyle: 'long', timeStyle: 'short' })}`,
        stats.served_from === 'live' && stats.shards_live < stats.shards && '. A part of it is still waking up: some pages may be missing for a moment', '.'));
  }

  /** @param {Omit<SearchAnswer, 'hits'>} answer @param {string} asked @param {HTMLElement[]} items */
  function draw(answer, asked, items) {
    const [one, many, further] = names();
    list.replaceChildren(...items);
    count.textContent = items.length === 0
      ? 'Nothing found. Try other words, or search by meaning.'
      : `${items.length === limit ? 'The closest ' : ''}${counted(items.length, one, many)}`;
    announce(items.length === 0 ? `Nothing found for ${asked}` : `${counted(items.length, one, many)} for ${asked}`);
    served.textContent = servedLine(answer);
    served.dataset.servedFrom = answer.served_from;
    more.textContent = further;
    more.hidden = items.length < limit || limit >= MOST;
    byId('search-ask', HTMLAnchorElement).href = askHref(asked);
    after.hidden = false;
    idle.hidden = true;
  }

  /** @param {string} asked @param {AbortSignal} signal */
  async function findPassages(asked, signal) {
    const [answer, books] = await Promise.all([
      api.search({ query: asked, limit, mode: mode(), highlight: true, up_to: upTo() }, signal),
      // Titles are an ornament: without them the passages still show.
      catalogue.books().catch(() => []),
    ]);
    const titles = new Map(books.map((book) => [book.book_id, book.title]));
    const look = { query: asked, stems: stemsOf(asked), both: answer.mode === 'hybrid' };
    return { answer, items: answer.hits.map((hit) =>
      renderHit(hit, { ...look, bookTitle: titles.size > 1 ? titles.get(hit.key.book_id) : undefined })) };
  }

  /** @param {string} asked @param {AbortSignal} signal */
  async function findTurns(asked, signal) {
    const [answer, characters] = await Promise.all([
      api.searchTurns({ query: asked, limit, mode: mode(), highlight: true }, signal),
      catalogue.characters().catch(() => []),
    ]);
    return { answer, items: answer.hits.map((hit) => renderTurnHit(hit, characters)) };
  }

  async function run() {
    clearTimeout(pause);
    inFlight.abort();
    const mine = inFlight = new AbortController();
    const asked = query();
    const mineAsks = question();
    if (!byId('view-search').hidden) amend(address());
    onAddress(address());
    if (!asked) return rest();
    const slow = setTimeout(() => list.setAttribute('aria-busy', 'true'), 150);
    try {
      const { answer, items } = await (where() ? findTurns : findPassages)(asked, mine.signal);
      if (mine.signal.aborted) return;
      notice.clear();
      draw(answer, asked, items);
      answered = mineAsks;
    } catch (error) {
      if (mine.signal.aborted || isAbort(error)) return;
      wipe();
      notice.show(error);
    } finally {
      clearTimeout(slow);
      if (inFlight === mine) list.removeAttribute('aria-busy');
    }
  }

  /** Says what is looked through. */
  function name() {
    byId('search-heading').textContent = names()[3];
    void offerReadOnly();
  }

  function restart() {
    limit = STEP;
    clearTimeout(pause);
    pause = setTimeout(() => void run(), PAUSE_MS);
  }

  /** Up and down walk through the field and the passages. @param {KeyboardEvent} event */
  function walk(event) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [field, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.hit-link'))];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.closest('li')?.scrollIntoView({ block: 'nearest' });
  }

  field.addEventListener('input', restart);
  byId('search-modes').addEventListener('change', restart);
  readOnly.addEventListener('change', restart);
  byId('search-where').addEventListener('change', () => {
    wipe();
    name();
    restart();
  });
  byId('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void run();
  });
  byId('view-search').addEventListener('keydown', walk);
  list.addEventListener('click', (event) => {
    opened = event.target instanceof Element ? event.target.closest('.hit-link') : null;
  });
  more.addEventListener('click', async () => {
    const had = list.children.length;
    limit = Math.min(limit + STEP, MOST);
    await run();
    /** @type {HTMLElement|null|undefined} */ (list.children[had]?.querySelector('.hit-link'))?.focus();
  });

  return {
    /** @param {import('./types.js').Route} route */
    show(route) {
      document.title = 'Search · Gibsey';
      const { q = '', mode: wanted = 'hybrid', where: place = 'pages' } = route;
      byId(`search-in-${place}`, HTMLInputElement).checked = true;
      byId(`mode-${wanted}`, HTMLInputElement).checked = true;
      name();
      const unchanged = query() === q;
      field.value = q;
      const known = answered === question();
      if (!known || !unchanged) {
        limit = STEP;
        void run();
      }
      const returning = known && !summoned && opened instanceof HTMLElement && opened.isConnected ? opened : null;
      if (summoned) field.select();
      summoned = false;
      opened = null;
      (returning ?? field).focus({ preventScroll: true });
    },
    hide() {
      clearTimeout(pause);
      inFlight.abort();
      notice.rest();
    },
    /** Opens the search with the cursor in its field. */
    summon() {
      summoned = true;
      if (byId('view-search').hidden) return go(byId('nav-search', HTMLAnchorElement).hash);
      summoned = false;
      field.select();
      field.focus();
    },
  };
}
