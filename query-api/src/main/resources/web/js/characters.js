/** Whom one can talk to. */
import { byId, counted, el } from './dom.js';
import { createNotice } from './notice.js';
import { portrait } from './portrait.js';
import { isAbort } from './problems.js';
import { bookHref, characterHref, charactersHref } from './router.js';

/** @typedef {import('./types.js').Character} Character */

/** @param {Character} character @param {string|undefined} book the one the picker is narrowed to */
function card(character, book) {
  const name = `character-${character.id}`;
  return el('li', { class: 'character', 'data-character': character.id },
    portrait(character, true),
    el('div', { class: 'character-body' },
      el('h2', {}, el('a', { class: 'character-link', id: name, href: characterHref(character.id, book) }, character.name)),
      character.tagline && el('p', { class: 'character-tagline' }, character.tagline),
      character.greeting && el('blockquote', { class: 'character-greeting' }, firstWords(character.greeting))));
}

/** About as much of a greeting as fits on a card, whole words. @param {string} text */
export function firstWords(text, most = 170) {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length <= most) return plain;
  return `${plain.slice(0, plain.lastIndexOf(' ', most))} …`;
}

/** @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue */
export function createCharacters(catalogue) {
  const body = byId('characters-body');
  const heading = byId('characters-heading');
  /** @type {string|undefined} */
  let book;
  let turn = 0;
  const notice = createNotice(byId('characters-notice'), () => void load());

  async function load() {
    const mine = ++turn;
    body.setAttribute('aria-busy', 'true');
    try {
      const [found, books] = await Promise.all([catalogue.characters(book), catalogue.books().catch(() => [])]);
      if (mine !== turn) return;
      notice.clear();
      const title = books.find((one) => one.book_id === book)?.title;
      byId('characters-of').replaceChildren(...(book === undefined ? [] : [
        el('a', { href: bookHref(book) }, title ?? book), ' · ', el('a', { href: charactersHref() }, 'characters of all books')]));
      body.replaceChildren(found.length === 0
        ? el('p', { class: 'empty' }, book === undefined ? 'Nobody is here to talk to yet.' : 'Nobody of this book is here to talk to yet.')
        : el('ul', { class: 'characters', 'aria-label': counted(found.length, 'character', 'characters') },
          ...found.map((character) => card(character, book))));
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      body.replaceChildren();
      notice.show(error);
    } finally {
      if (mine === turn) body.removeAttribute('aria-busy');
    }
  }

  return {
    /** @param {import('./types.js').Route} route @param {boolean} movesFocus */
    show(route, movesFocus) {
      book = route.book;
      document.title = 'Characters · Gibsey';
      if (movesFocus) heading.focus({ preventScroll: true });
      void load();
    },
    hide() {
      turn++;
      notice.rest();
    },
  };
}
