/** The front of a character: who it is, and how to begin to talk. */
import { onceKey } from './api.js';
import { titleOf } from './chathead.js';
import { byId, el } from './dom.js';
import { said } from './exchange.js';
import { createNotice } from './notice.js';
import { placeIn } from './places.js';
import { portrait } from './portrait.js';
import { isAbort, Problem } from './problems.js';
import { charactersHref, chatHref, go } from './router.js';

/** @typedef {import('./types.js').Character} Character */
/** @typedef {import('./types.js').Book} Book */

const SHOWN_CHATS = 5;

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 */
export function createCharacter(api, catalogue) {
  const heading = byId('character-name');
  const body = byId('character-body');
  const form = byId('begin-form', HTMLFormElement);
  const books = byId('begin-book', HTMLSelectElement);
  const page = byId('begin-page', HTMLInputElement);
  const all = byId('begin-all', HTMLInputElement);
  const error = byId('begin-error');
  const submit = byId('begin-submit');
  let id = '';
  /** @type {string|undefined} */
  let book;
  let turn = 0;
  let once = onceKey();
  const notice = createNotice(byId('character-notice'), () => void load());

  /** Where the reader is in the chosen book. */
  function offerPlace() {
    const about = books.value;
    byId('begin-progress').hidden = !about;
    page.value = String(placeIn(about) ?? 1);
    byId('begin-place').textContent = placeIn(about) === undefined
      ? 'You have not opened this book here yet.' : 'That is where you are in it now.';
    page.disabled = all.checked;
  }

  /** @param {Character} character @param {Book[]} shelf */
  function draw(character, shelf) {
    heading.textContent = character.name;
    document.title = `${character.name} · Gibsey`;
    byId('character-portrait').replaceChildren(portrait(character, true));
    byId('character-tagline').textContent = character.tagline;
    byId('character-greeting').replaceChildren(...said(character.greeting ?? ''));
    byId('character-tags').replaceChildren(...(character.tags ?? []).map((tag) => el('li', {}, tag)));
    const own = character.book_id;
    const choice = shelf.filter((one) => own === null || own === undefined || one.book_id === own);
    books.replaceChildren(...choice.map((one) => el('option', { value: one.book_id, selected: one.book_id === (own ?? book) }, one.title)),
      ...(own ? [] : [el('option', { value: '' }, 'no book')]));
    byId('begin-about').hidden = books.options.length < 2;
    byId('begin-title').textContent = choice.length === 1 ? `of ${choice[0].title}` : '';
    all.checked = false;
    offerPlace();
  }

  /** Conversations that go on. @param {Character} character */
  async function drawChats(character) {
    const mine = turn;
    const place = byId('character-chats');
    place.hidden = true;
    const { chats } = await api.chats().catch(() => ({ chats: [] }));
    if (mine !== turn) return;
    const theirs = chats.filter((chat) => chat.character === character.id).slice(0, SHOWN_CHATS);
    place.hidden = theirs.length === 0;
    byId('character-chat-list').replaceChildren(...theirs.map((chat) =>
      el('li', {}, el('a', { href: chatHref(chat.id) }, titleOf(chat, character.name)))));
  }

  async function load() {
    const mine = ++turn;
    body.hidden = true;
    try {
      const [known, shelf] = await Promise.all([catalogue.characters(), catalogue.books().catch(() => [])]);
      const character = known.find((one) => one.id === id);
      if (mine !== turn) return;
      if (!character) throw new Problem('unknown-character', { status: 404 });
      notice.clear();
      draw(character, shelf);
      body.hidden = false;
      void drawChats(character);
    } catch (problem) {
      if (mine !== turn || isAbort(problem)) return;
      notice.show(problem, { href: charactersHref(book), label: 'To the characters' });
    }
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.hasAttribute('aria-disabled')) return;
    const number = Number(page.value.trim());
    error.textContent = '';
    if (books.value && !all.checked && !(Number.isInteger(number) && number >= 1)) {
      error.textContent = 'Page numbers are whole numbers, counted from 1.';
      page.focus();
      return;
    }
    submit.setAttribute('aria-disabled', 'true');
    try {
      const chat = await api.beginChat({
        character: id,
        book: books.value || undefined,
        progress: books.value && !all.checked ? number : undefined,
      }, once);
      once = onceKey();
      notice.clear();
      go(chatHref(chat.id));
    } catch (problem) {
      if (!isAbort(problem)) notice.show(problem);
    } finally {
      submit.removeAttribute('aria-disabled');
    }
  });
  // Another wish is another conversation.
  form.addEventListener('change', () => {
    once = onceKey();
  });
  books.addEventListener('change', offerPlace);
  all.addEventListener('change', () => {
    page.disabled = all.checked;
  });

  return {
    /** @param {import('./types.js').Route} route @param {boolean} movesFocus */
    show(route, movesFocus) {
      id = route.character ?? '';
      book = route.book;
      byId('character-up', HTMLAnchorElement).href = charactersHref(book);
      scrollTo(0, 0);
      void load().then(() => {
        if (movesFocus && !body.hidden) heading.focus({ preventScroll: true });
      });
    },
    hide() {
      turn++;
      notice.rest();
    },
  };
}
