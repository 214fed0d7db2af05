/** Reading: one page at a time, with the passage the reader came for in sight. */
import { announce, byId } from './dom.js';
import { createContents } from './contents.js';
import { emblem } from './emblem.js';
import { isAbort, Problem } from './problems.js';
import { createNotice } from './notice.js';
import { relocate, renderText } from './passage.js';
import { rememberPlace, trailTo } from './places.js';
import { bookHref, go, pageHref } from './router.js';
import { createTurnBar } from './turnbar.js';
import { stemsOf } from './words.js';

/** @typedef {import('./types.js').Route} Route */
/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').BookContents} BookContents */

/**
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {(address: string) => void} onPlace told where the reader now is
 */
export function createReader(catalogue, onPlace) {
  const article = byId('page');
  const text = byId('page-text');
  const contents = createContents();
  /** @type {Route} */
  let route = { view: 'page' };
  /** @type {{page: Page, book: BookContents}|null} */
  let open = null;
  /** Whether the reader comes from elsewhere, and the focus with them. */
  let arriving = false;
  let turn = 0;

  const notice = createNotice(byId('read-notice'), () => void load(), 'h1');
  const bar = createTurnBar({
    toPage: (number) => route.book !== undefined && go(pageHref(route.book, number)),
    toContents: openContents,
  });

  function openContents() {
    if (open) contents.open(open.book, open.page.page_num);
  }

  /** @param {Page} page @param {BookContents} book */
  function draw(page, book) {
    byId('page-chapter').textContent = page.chapter;
    byId('page-title').textContent = page.title || `Page ${page.page_num}`;
    byId('page-speaker').textContent = page.speaker;
    byId('page-voice').hidden = !page.speaker;
    byId('page-emblem').replaceChildren(emblem(page.speaker));
    const first = book.pages.find((entry) => entry.chapter === page.chapter);
    article.classList.toggle('opens-chapter', first?.page_num === page.page_num);
    article.lang = book.language || '';
    article.dataset.page = String(page.page_num);
    document.title = `${page.title || `Page ${page.page_num}`} · ${book.title}`;

    const trail = trailTo(location.hash);
    const now = route.mark && trail ? relocate(page.text, route.mark, trail.passage) : { mark: route.mark, changed: false };
    text.replaceChildren(...renderText(page.text, now.mark, stemsOf(route.words ?? '')));
    byId('trail').hidden = !trail;
    if (trail) {
      const back = byId('trail-back', HTMLAnchorElement);
      back.href = trail.back;
      back.textContent = `Back to ${trail.label}`;
    }
    byId('trail-note').textContent = now.changed
      ? ` This page has changed since${now.mark ? '' : '; the passage is no longer in it'}.` : '';
    article.hidden = false;
    // Restarting the animation needs the class gone for one style calculation.
    article.classList.remove('turned');
    void article.offsetWidth;
    article.classList.add('turned');
  }

  /** Brings the passage into sight, else the top of the page, and gives the newcomer a focus there. */
  function settle() {
    const passage = text.querySelector('mark.passage');
    const sight = text.querySelector('mark.passage:not(.passage-wide)') ?? text.querySelector('mark.word') ?? passage;
    scrollTo(0, 0);
    const place = sight?.getBoundingClientRect();
    const bottom = byId('turn').getBoundingClientRect().top;
    if (place && place.bottom > bottom) sight?.scrollIntoView({ block: place.height < bottom / 2 ? 'center' : 'start' });
    if (!arriving) return;
    const target = passage instanceof HTMLElement ? passage : byId('page-title');
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  async function load() {
    const mine = ++turn;
    const { book: id = '', page: number = NaN } = route;
    const slow = setTimeout(() => article.setAttribute('aria-busy', 'true'), 200);
    try {
      if (!Number.isInteger(number)) throw new Problem('bad-page-number');
      const [book, page] = await Promise.all([catalogue.contents(id), catalogue.page(id, number)]);
      if (mine !== turn) return;
      notice.clear();
      const turned = open !== null && !arriving;
      open = { page, book };
      draw(page, book);
      bar.show(page, book);
      settle();
      arriving = false;
      if (turned) announce(`Page ${page.page_num}: ${page.title}. ${page.speaker}.`);
      rememberPlace(page.book_id, page.page_num);
      onPlace(pageHref(page.book_id, page.page_num));
      // Ready before it is asked for. If this fails, turning the page will tell.
      if (page.next !== null) catalogue.page(id, page.next).catch(() => undefined);
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      open = null;
      article.hidden = true;
      byId('trail').hidden = true;
      bar.hide();
      notice.show(error, error instanceof Problem && error.kind === 'unknown-book'
        ? { href: '#/', label: 'To the shelf' } : { href: bookHref(id), label: 'To the front of the book' });
    } finally {
      clearTimeout(slow);
      if (mine === turn) article.removeAttribute('aria-busy');
    }
  }

  return {
    /** @param {Route} wanted @param {boolean} movesFocus */
    show(wanted, movesFocus) {
      const enters = byId('view-read').dataset.entered !== 'yes';
      arriving ||= (enters && movesFocus) || wanted.mark !== undefined;
      byId('view-read').dataset.entered = 'yes';
      route = wanted;
      void load();
    },
    hide() {
      turn++;
      delete byId('view-read').dataset.entered;
      notice.rest();
    },
    /** @param {'prev'|'next'} direction */
    turnTo(direction) {
      const number = open?.page[direction];
      if (open && typeof number === 'number') go(pageHref(open.page.book_id, number));
    },
    /** Leaves the passage for the results it was found in. @returns {boolean} whether there was a way */
    back() {
      const trail = trailTo(location.hash);
      if (trail) go(trail.back);
      return trail !== null;
    },
    openContents,
    focusJump: () => open !== null && bar.focusJump(),
  };
}
