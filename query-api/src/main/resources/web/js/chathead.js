/** The head of a conversation: with whom, about which book, how far its reader has read. */
import { confirmDeletion, rename } from './chatdialogs.js';
import { announce, byId } from './dom.js';
import { portrait } from './portrait.js';
import { placeIn } from './places.js';
import { explain } from './problems.js';
import { bookHref, go, pageHref } from './router.js';

/** @typedef {import('./types.js').Chat} Chat */

/** A conversation that has no name of its own yet has its character's. @param {Chat} chat @param {string} name the character's */
export const isNamed = (chat, name) => chat.title !== '' && chat.title !== name;

/** @param {Chat} chat @param {string} name the character's */
export const titleOf = (chat, name) => chat.title || name;

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {(chat: Chat) => void} onChange told what became of the conversation
 */
export function createChatHead(api, catalogue, onChange) {
  const header = byId('chat-head');
  const heading = byId('chat-title');
  const about = byId('chat-book', HTMLAnchorElement);
  const read = byId('chat-read', HTMLButtonElement);
  const form = byId('chat-progress', HTMLFormElement);
  const field = byId('chat-progress-field', HTMLInputElement);
  const all = byId('chat-progress-all', HTMLInputElement);
  const error = byId('chat-progress-error');
  const further = byId('chat-further', HTMLButtonElement);
  /** @type {Chat|null} */
  let chat = null;
  let name = '';

  function title() {
    if (chat) document.title = `${titleOf(chat, name)} · Gibsey`;
  }

  function draw() {
    if (!chat) return;
    heading.textContent = titleOf(chat, name);
    byId('chat-with').textContent = isNamed(chat, name) ? `with ${name}` : '';
    const { book_id: book, progress } = chat;
    read.hidden = about.hidden = !book;
    if (book) {
      about.href = progress === null ? bookHref(book) : pageHref(book, progress);
      read.textContent = progress === null ? 'you know all of it' : `read up to page ${progress}`;
    }
    const here = book ? placeIn(book) : undefined;
    further.hidden = progress === null || here === undefined || here <= progress;
    further.textContent = `You have read on to page ${here}: tell ${name}`;
    header.hidden = false;
    title();
  }

  /** The number of the book's last page. @param {string} book */
  async function lastPage(book) {
    return (await catalogue.contents(book)).pages.at(-1)?.page_num ?? 1;
  }

  /** @param {{title?: string, progress?: number}} change */
  async function change(change) {
    if (!chat) return;
    const changed = await api.changeChat(chat.id, change);
    chat = { ...chat, ...changed };
    draw();
    onChange(chat);
  }

  /** @param {number|null} wanted null for all of the book @param {HTMLElement} back where the focus goes */
  async function setProgress(wanted, back) {
    try {
      const progress = wanted ?? await lastPage(chat?.book_id ?? '');
      await change({ progress });
      form.hidden = true;
      read.setAttribute('aria-expanded', 'false');
      announce(`You have read up to page ${progress}`);
      (back.hidden ? read : back).focus();
    } catch (problem) {
      const { heading: what, advice } = explain(problem);
      form.hidden = false;
      error.textContent = `${what}. ${advice}`;
    }
  }

  function toggle() {
    if (!chat) return;
    form.hidden = !form.hidden;
    read.setAttribute('aria-expanded', String(!form.hidden));
    error.textContent = '';
    if (form.hidden) return;
    all.checked = chat.progress === null;
    field.value = String(chat.progress ?? (chat.book_id && placeIn(chat.book_id)) ?? 1);
    field.disabled = all.checked;
    (all.checked ? all : field).focus();
  }

  read.addEventListener('click', toggle);
  byId('chat-progress-cancel').addEventListener('click', () => {
    toggle();
    read.focus();
  });
  all.addEventListener('change', () => {
    field.disabled = all.checked;
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    toggle();
    read.focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const page = Number(field.value.trim());
    if (all.checked) void setProgress(null, read);
    else if (Number.isInteger(page) && page >= 1) void setProgress(page, read);
    else {
      error.textContent = 'Page numbers are whole numbers, counted from 1.';
      field.focus();
    }
  });
  further.addEventListener('click', () => {
    const here = chat?.book_id ? placeIn(chat.book_id) : undefined;
    if (here !== undefined) void setProgress(here, further);
  });
  byId('chat-rename').addEventListener('click', () => {
    if (chat) rename(titleOf(chat, name), (wanted) => change({ title: wanted }));
  });
  byId('chat-delete').addEventListener('click', () => {
    const gone = chat;
    if (gone) confirmDeletion(titleOf(gone, name), () => api.deleteChat(gone.id), () => go('#/chats'));
  });

  return {
    /** @param {Chat} shown @param {{id: string, name: string}} character */
    async show(shown, character) {
      chat = shown;
      name = character.name;
      form.hidden = true;
      byId('chat-portrait').replaceChildren(portrait(character));
      about.textContent = shown.book_id ?? '';
      draw();
      const books = shown.book_id ? await catalogue.books().catch(() => []) : [];
      const book = books.find((one) => one.book_id === shown.book_id);
      if (chat === shown && book) about.textContent = book.title;
    },
    /** Names a conversation that its reader gave no name. @param {string} wanted */
    name(wanted) {
      // Lines and other controls can't be in a name. A failure leaves the one it has.
      return change({ title: wanted.replace(/\p{Cc}/gu, ' ') }).catch(() => undefined);
    },
    hide() {
      header.hidden = true;
      chat = null;
    },
    rest() {
      form.hidden = true;
    },
    title,
  };
}
