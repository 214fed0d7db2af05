/** The table of contents, in a drawer beside the page. */
import { byId, el } from './dom.js';
import { pageHref } from './router.js';

/** @typedef {import('./types.js').BookContents} BookContents */

export function createContents() {
  const dialog = byId('contents-dialog', HTMLDialogElement);
  const list = byId('contents-list');
  /** @type {BookContents|null} */
  let drawn = null;

  // Following a link leaves the drawer, also when it leads to the page already open.
  list.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) dialog.close();
  });

  /** @param {BookContents} book */
  function draw(book) {
    drawn = book;
    list.replaceChildren();
    /** @type {HTMLElement|null} */
    let pages = null;
    let chapter = null;
    for (const page of book.pages) {
      if (pages === null || page.chapter !== chapter) {
        chapter = page.chapter;
        pages = el('ol', { class: 'contents-pages' });
        list.append(el('h3', {}, chapter || 'Pages'), pages);
      }
      pages.append(el('li', {}, el('a', { href: pageHref(book.book_id, page.page_num), 'data-page': page.page_num },
        el('span', { class: 'contents-number' }, page.page_num),
        el('span', { class: 'contents-title' }, page.title || `Page ${page.page_num}`),
        el('span', { class: 'contents-speaker' }, page.speaker))));
    }
  }

  return {
    /** @param {BookContents} book @param {number} current */
    open(book, current) {
      if (book !== drawn) draw(book);
      for (const link of list.querySelectorAll('[aria-current]')) link.removeAttribute('aria-current');
      dialog.showModal();
      const here = list.querySelector(`a[data-page="${current}"]`);
      if (!(here instanceof HTMLElement)) return;
      here.setAttribute('aria-current', 'page');
      here.focus();
      here.scrollIntoView({ block: 'center' });
    },
  };
}
