/** The reader's conversations, newest first. */
import { confirmDeletion, rename } from './chatdialogs.js';
import { isNamed, titleOf } from './chathead.js';
import { byId, el, onPress } from './dom.js';
import { createNotice } from './notice.js';
import { portrait } from './portrait.js';
import { isAbort } from './problems.js';
import { charactersHref, chatHref } from './router.js';

/** @typedef {import('./types.js').Chat} Chat */

/** @param {string} at */
function when(at) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return null;
  const today = time.toDateString() === new Date().toDateString();
  return el('time', { datetime: time.toISOString() }, time.toLocaleString([], today ? { timeStyle: 'short' } : { dateStyle: 'medium' }));
}

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {ReturnType<typeof import('./tabs.js').createTabs>} tabs
 */
export function createChats(api, catalogue, tabs) {
  const list = byId('chats-list');
  const idle = byId('chats-idle');
  const more = byId('chats-more');
  const heading = byId('chats-heading');
  const notice = createNotice(byId('chats-notice'), () => void load());
  /** @type {string|null} */
  let cursor = null;
  let turn = 0;

  /** @param {Chat} chat @param {{id: string, name: string}} character @param {string|undefined} book its title */
  function item(chat, character, book) {
    const link = el('a', { class: 'chat-link', href: chatHref(chat.id) }, titleOf(chat, character.name));
    const about = [isNamed(chat, character.name) ? character.name : null, book,
      typeof chat.writing === 'number' && 'writing …'].filter(Boolean).join(' · ');
    const row = el('li', { class: 'chat-item', 'data-chat': chat.id },
      portrait(character),
      el('div', { class: 'chat-item-body' }, el('h2', {}, link), el('p', { class: 'hit-about' }, about, about && ' · ', when(chat.changed_at))),
      el('div', { class: 'chat-item-tools' },
        el('button', { type: 'button', class: 'small-button', 'aria-label': `Rename “${link.textContent}”`, 'data-rename': true, onclick: () =>
          rename(link.textContent ?? '', async (title) => {
            await api.changeChat(chat.id, { title });
            link.textContent = title;
            tabs.tell(chat.id);
          }) }, 'Rename'),
        el('button', { type: 'button', class: 'small-button', 'aria-label': `Delete “${link.textContent}”`, 'data-delete': true, onclick: () =>
          confirmDeletion(link.textContent ?? '', () => api.deleteChat(chat.id), () => {
            row.remove();
            tell();
            heading.focus();
          }) }, 'Delete')));
    return row;
  }

  function tell() {
    const none = list.childElementCount === 0;
    idle.hidden = !none;
    more.hidden = none || cursor === null;
  }

  /** @param {string} [from] */
  async function load(from) {
    const mine = ++turn;
    try {
      const [page, characters, books] = await Promise.all([
        api.chats(from), catalogue.characters().catch(() => []), catalogue.books().catch(() => [])]);
      if (mine !== turn) return;
      notice.clear();
      cursor = page.cursor ?? null;
      const items = page.chats.map((chat) => item(chat,
        characters.find((one) => one.id === chat.character) ?? { id: chat.character, name: chat.character },
        books.find((one) => one.book_id === chat.book_id)?.title));
      if (from === undefined) list.replaceChildren(...items);
      else {
        list.append(...items);
        items[0]?.querySelector('a')?.focus();
      }
      tell();
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      notice.show(error);
    }
  }

  onPress(more, () => load(cursor ?? undefined));
  tabs.onChange(() => {
    if (!byId('view-chats').hidden) void load();
  });

  return {
    /** @param {import('./types.js').Route} route @param {boolean} movesFocus */
    show(route, movesFocus) {
      document.title = 'Conversations · Gibsey';
      byId('chats-new', HTMLAnchorElement).href = charactersHref();
      if (movesFocus) heading.focus({ preventScroll: true });
      void load();
    },
    hide() {
      turn++;
      notice.rest();
    },
  };
}
