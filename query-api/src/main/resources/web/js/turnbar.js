/** The bar under a page: previous, contents, page number, next, and how far the reader has come. */
import { byId } from './dom.js';

/** @typedef {import('./types.js').Page} Page */
/** @typedef {import('./types.js').BookContents} BookContents */

/** @param {{toPage: (number: number) => void, toContents: () => void}} ways */
export function createTurnBar({ toPage, toContents }) {
  const field = byId('jump-field', HTMLInputElement);
  const progress = byId('progress', HTMLProgressElement);

  /** @param {'prev'|'next'} side @param {string} label */
  function turnButton(side, label) {
    const button = byId(`${side}-page`, HTMLButtonElement);
    /** @type {number|null} */
    let target = null;
    button.addEventListener('click', () => {
      if (target !== null) toPage(target);
    });
    /** @param {number|null} number @param {BookContents} book */
    return (number, book) => {
      target = number;
      const title = book.pages.find((page) => page.page_num === number)?.title ?? '';
      // Not `disabled`: the focus would be lost on the first and the last page.
      button.setAttribute('aria-disabled', String(number === null));
      button.setAttribute('aria-label', title ? `${label}: ${title}` : label);
      byId(`${side}-title`).textContent = title;
    };
  }

  const setPrevious = turnButton('prev', 'Previous page');
  const setNext = turnButton('next', 'Next page');
  let shown = '';
  let last = 1;

  byId('jump-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const number = Number(field.value.trim());
    if (!Number.isInteger(number) || number < 1) {
      field.value = shown;
      field.select();
      return;
    }
    // Past the end means the end.
    toPage(Math.min(number, last));
    field.value = shown;
  });
  field.addEventListener('focus', () => field.select());
  field.addEventListener('blur', () => {
    field.value = shown;
  });
  byId('contents-open').addEventListener('click', toContents);

  return {
    /** @param {Page} page @param {BookContents} book */
    show(page, book) {
      const at = book.pages.findIndex((entry) => entry.page_num === page.page_num);
      last = Math.max(page.page_num, book.pages.at(-1)?.page_num ?? 1);
      shown = String(page.page_num);
      field.value = shown;
      byId('jump-total').textContent = `of ${last}`;
      progress.max = Math.max(1, book.pages.length);
      progress.value = at + 1;
      setPrevious(page.prev, book);
      setNext(page.next, book);
      byId('turn').hidden = false;
    },
    hide() {
      byId('turn').hidden = true;
    },
    focusJump: () => field.focus(),
  };
}
