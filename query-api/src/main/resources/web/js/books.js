/** The shelf, and the front of a book: its voices and its chapters. */
import { byId, counted, el } from './dom.js';
import { emblem } from './emblem.js';
import { isAbort } from './problems.js';
import { createNotice } from './notice.js';
import { placeIn } from './places.js';
import { bookHref, charactersHref, pageHref } from './router.js';

/** @typedef {import('./types.js').Book} Book */
/** @typedef {import('./types.js').BookContents} BookContents */
/** @typedef {import('./types.js').PageEntry} PageEntry */

/**
 * @template T
 * @param {T[]} items @param {(item: T) => string} name
 * @returns {[string, T[]][]} in order of first appearance
 */
function grouped(items, name) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const group = groups.get(name(item));
    if (group) group.push(item);
    else groups.set(name(item), [item]);
  }
  return [...groups];
}

/** @param {Book[]} books */
function shelf(books) {
  if (books.length === 0) {
    return [el('p', { class: 'empty' }, 'The shelf is empty. As soon as a book is put into the database, it stands here.')];
  }
  return [el('ul', { class: 'shelf' }, ...books.map((book) =>
    el('li', {}, el('a', { class: 'shelf-book', href: bookHref(book.book_id) },
      emblem(book.title),
      el('span', { class: 'shelf-title' }, book.title),
      el('span', { class: 'shelf-author' }, book.author),
      el('span', { class: 'shelf-pages' }, counted(book.pages, 'page', 'pages'))))))];
}

/** @param {string} book @param {PageEntry[]} pages */
function voices(book, pages) {
  const speakers = grouped(pages.filter((page) => page.speaker), (page) => page.speaker);
  if (speakers.length === 0) return null;
  return el('section', { class: 'front-part', 'aria-labelledby': 'voices-heading' },
    el('h2', { id: 'voices-heading' }, 'The voices'),
    el('ul', { class: 'voices' }, ...speakers.map(([speaker, theirs]) =>
      el('li', {}, el('a', { class: 'voice-link', href: pageHref(book, theirs[0].page_num) },
        emblem(speaker),
        el('span', { class: 'voice-name' }, speaker),
        el('span', { class: 'voice-pages' }, counted(theirs.length, 'page', 'pages')))))),
    el('p', { class: 'front-talk' }, el('a', { href: charactersHref(book), id: 'talk-to-characters' }, 'Talk to them')));
}

/** @param {string} book @param {PageEntry[]} pages */
function chapters(book, pages) {
  const all = grouped(pages, (page) => page.chapter || 'Pages');
  return el('section', { class: 'front-part', 'aria-labelledby': 'chapters-heading' },
    el('h2', { id: 'chapters-heading' }, 'The chapters'),
    el('ol', { class: 'chapters' }, ...all.map(([chapter, theirs]) =>
      el('li', {}, el('a', { href: pageHref(book, theirs[0].page_num) },
        el('span', { class: 'chapters-name' }, chapter),
        el('span', { class: 'chapters-leader', 'aria-hidden': 'true' }),
        el('span', { class: 'visually-hidden' }, ', page '),
        el('span', { class: 'chapters-page' }, theirs[0].page_num))))));
}

/** @param {BookContents} book */
function front(book) {
  const pages = book.pages;
  const left = pages.find((page) => page.page_num === placeIn(book.book_id));
  const target = left ?? pages[0];
  return [
    el('div', { class: 'front', lang: book.language || null },
      emblem(book.title),
      el('p', { class: 'front-title', 'aria-hidden': 'true' }, book.title),
      book.author && el('p', { class: 'front-author' }, book.author),
      target
        ? el('p', { class: 'front-way' }, el('a', { class: 'button', id: 'start-reading', href: pageHref(book.book_id, target.page_num) },
          left && left !== pages[0] ? `Continue on page ${left.page_num}` : 'Begin reading'))
        : el('p', { class: 'empty' }, 'This book has no pages yet. They appear here as they are written.')),
    ...(target ? [voices(book.book_id, pages), chapters(book.book_id, pages)] : []),
  ].filter((node) => node !== null);
}

/** @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue */
export function createBooks(catalogue) {
  const body = byId('books-body');
  const heading = byId('books-heading');
  /** @type {import('./types.js').Route} */
  let route = { view: 'books' };
  let turn = 0;
  const notice = createNotice(byId('books-notice'), () => void load());

  async function load() {
    const mine = ++turn;
    body.setAttribute('aria-busy', 'true');
    try {
      const books = route.book === undefined ? await catalogue.books() : [];
      const only = route.book ?? (books.length === 1 ? books[0].book_id : undefined);
      const book = only === undefined ? null : await catalogue.contents(only);
      if (mine !== turn) return;
      notice.clear();
      heading.textContent = book ? book.title : 'Books';
      document.title = book ? `${book.title} · Gibsey` : 'Gibsey, the memory of a book club';
      body.replaceChildren(...(book ? front(book) : shelf(books)));
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      body.replaceChildren();
      notice.show(error, route.book === undefined ? undefined : { href: '#/', label: 'To the shelf' });
    } finally {
      if (mine === turn) body.removeAttribute('aria-busy');
    }
  }

  return {
    /** @param {import('./types.js').Route} wanted @param {boolean} movesFocus */
    show(wanted, movesFocus) {
      route = wanted;
      scrollTo(0, 0);
      if (movesFocus) heading.focus({ preventScroll: true });
      void load();
    },
    hide() {
      turn++;
      notice.rest();
    },
  };
}
