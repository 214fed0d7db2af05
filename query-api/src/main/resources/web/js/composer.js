/** Where a message is written: its keys, its draft, and what it would cost. */
import { byId, counted } from './dom.js';
import { explain, isAbort, Problem } from './problems.js';

/** @typedef {import('./types.js').Quote} Quote */

const PAUSE_MS = 350;

/** Drafts live in the session: a reload keeps them, and another tab has its own. @param {string} chat @param {string} text */
function keepDraft(chat, text) {
  try {
    if (text) sessionStorage.setItem(`gibsey.draft.${chat}`, text);
    else sessionStorage.removeItem(`gibsey.draft.${chat}`);
  } catch {
    // Without session storage a reload loses the draft, no more.
  }
}

/** @param {string} chat */
function draftOf(chat) {
  try {
    return sessionStorage.getItem(`gibsey.draft.${chat}`) ?? '';
  } catch {
    return '';
  }
}

/**
 * @param {{quote: (body: {message: string, replaces?: number}, signal: AbortSignal) => Promise<Quote>,
 *   onSend: (message: string, replaces?: number) => void, onStop: () => void, onEditLast: () => void,
 *   onQuote: (quote: Quote|null) => void}} ways
 */
export function createComposer({ quote, onSend, onStop, onEditLast, onQuote }) {
  const form = byId('chat-form', HTMLFormElement);
  const field = byId('chat-field', HTMLTextAreaElement);
  const send = byId('chat-send');
  const stop = byId('chat-stop');
  const price = byId('chat-price');
  const editing = byId('chat-editing');
  let chat = '';
  let busy = false;
  /** @type {{turn: number, draft: string}|null} the turn that is edited, and what was being written before */
  let edited = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let pause;
  let asking = new AbortController();
  /** @type {number|null} */
  let balance = null;

  /** @param {string} text */
  function write(text) {
    field.value = text;
    if (!edited) keepDraft(chat, text);
    estimate();
  }

  function forgetPrice() {
    clearTimeout(pause);
    asking.abort();
    price.textContent = balance === null ? '' : `You have ${counted(balance, 'credit', 'credits')}`;
    delete price.dataset.atMost;
  }

  /** Asks for the price once the reader pauses. */
  function estimate() {
    clearTimeout(pause);
    asking.abort();
    const message = field.value.trim();
    if (!message || busy) {
      forgetPrice();
      if (!message) onQuote(null);
      return;
    }
    pause = setTimeout(async () => {
      const mine = asking = new AbortController();
      try {
        const told = await quote({ message, replaces: edited?.turn }, mine.signal);
        if (mine.signal.aborted) return;
        price.textContent = `At most ${counted(told.at_most, 'credit', 'credits')}; you have ${told.balance.toLocaleString('en')}`;
        price.dataset.atMost = String(told.at_most);
        onQuote(told);
      } catch (error) {
        if (isAbort(error) || mine !== asking) return;
        forgetPrice();
        // A price is a courtesy: whatever else stands in the way is told when the message is sent.
        if (error instanceof Problem && error.kind === 'text-too-long') price.textContent = explain(error).advice;
      }
    }, PAUSE_MS);
  }

  function endEditing() {
    if (!edited) return;
    const { draft } = edited;
    edited = null;
    editing.hidden = true;
    write(draft);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const message = field.value.trim();
    if (message && !busy) onSend(message, edited?.turn);
    else field.focus();
  });
  field.addEventListener('input', () => {
    if (!edited) keepDraft(chat, field.value);
    estimate();
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' && !event.shiftKey) form.requestSubmit();
    else if (event.key === 'ArrowUp' && !field.value && !busy) onEditLast();
    else return;
    event.preventDefault();
  });
  byId('chat-edit-cancel').addEventListener('click', () => {
    endEditing();
    field.focus();
  });
  stop.addEventListener('click', () => {
    if (!stop.hasAttribute('aria-disabled')) onStop();
  });

  return {
    /** @param {string} id of the chat that is written to from now on */
    open(id) {
      edited = null;
      editing.hidden = true;
      chat = id;
      busy = false;
      write(draftOf(id));
    },
    /** Takes up a message again. @param {number} turn @param {string} message */
    edit(turn, message) {
      edited = { turn, draft: edited?.draft ?? field.value };
      editing.hidden = false;
      write(message);
      field.focus();
      field.setSelectionRange(message.length, message.length);
    },
    /** Leaves the field for the next message. */
    sent() {
      const { draft } = edited ?? { draft: '' };
      edited = null;
      editing.hidden = true;
      write(draft);
    },
    /** While a reply is written the button stops it; the focus follows the button. @param {boolean} writing */
    setBusy(writing) {
      busy = writing;
      const focused = document.activeElement;
      stop.removeAttribute('aria-disabled');
      stop.hidden = !writing;
      send.hidden = writing;
      if (focused === stop || focused === send) field.focus();
      estimate();
    },
    /** The button keeps the focus, which one that is disabled would lose. */
    stopping() {
      stop.setAttribute('aria-disabled', 'true');
    },
    /** @returns {boolean} whether something was being edited */
    escape() {
      const was = edited !== null;
      endEditing();
      return was;
    },
    focus: () => field.focus({ preventScroll: true }),
    /** @param {number} credits that the reader has */
    tellBalance(credits) {
      balance = credits;
      if (!price.dataset.atMost) forgetPrice();
    },
  };
}
