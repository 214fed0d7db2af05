/** What was said in a conversation so far, oldest first, with the turns before loaded on demand. */
import { byId, el, onPress } from './dom.js';
import { createExchange, said } from './exchange.js';
import { portrait } from './portrait.js';

/** @typedef {import('./types.js').Chat} Chat */
/** @typedef {import('./types.js').Message} Message */
/** @typedef {ReturnType<typeof createExchange>} Exchange */
/** @typedef {{id: string, name: string}} Someone */
/** @typedef {Chat & {messages: Message[]}} Part some of the turns */

export const AT_ONCE = 20;

/**
 * @param {(before: number) => Promise<Part>} load some of the turns before one
 * @param {{onEdit: () => void, onRegenerate: (exchange: Exchange) => void, onError: (error: unknown) => void}} ways
 */
export function createTranscript(load, { onEdit, onRegenerate, onError }) {
  const list = byId('chat-turns');
  const greeting = byId('chat-greeting');
  const earlier = byId('chat-earlier');
  let chat = '';
  /** @type {Someone} */
  let character = { id: '', name: '' };
  /** @type {Exchange[]} in order of turns */
  let exchanges = [];
  /** Before which turn there are more. @type {number|null} */
  let before = null;

  const last = () => exchanges.at(-1);

  /** @param {number} turn @param {string} message @returns {Exchange} */
  function make(turn, message) {
    const exchange = createExchange({ chat, turn, character, message, onEdit, onRegenerate: () => onRegenerate(exchange) });
    return exchange;
  }

  /** Only the last turn can be changed, and only when it is over. */
  function offer() {
    for (const exchange of exchanges) exchange.offer(exchange === last() && exchange.status !== 'writing');
    earlier.hidden = before === null;
    greeting.hidden = before !== null || greeting.childElementCount === 0;
  }

  /** @param {Message[]} messages @param {number|null} [writing] the turn whose reply is being written */
  function exchangesOf(messages, writing) {
    /** @type {Map<number, {reader?: Message, character?: Message}>} */
    const turns = new Map();
    for (const message of messages) {
      turns.set(message.turn, { ...turns.get(message.turn), [message.speaker]: message });
    }
    return [...turns].sort(([a], [b]) => a - b).map(([turn, { reader, character: reply }]) => {
      const exchange = make(turn, reader?.text ?? '');
      if (writing === turn || reply?.status === 'writing') exchange.begin();
      else exchange.complete(reply);
      return exchange;
    });
  }

  async function loadEarlier() {
    const from = before;
    const of = chat;
    if (from === null) return;
    const part = await load(from);
    if (of !== chat || before !== from) return;
    before = part.earlier ?? null;
    const older = exchangesOf(part.messages);
    const height = document.documentElement.scrollHeight;
    exchanges = [...older, ...exchanges];
    list.prepend(...older.map(({ element }) => element));
    offer();
    scrollBy(0, document.documentElement.scrollHeight - height);
  }

  onPress(earlier, async () => {
    const first = exchanges[0]?.element;
    try {
      await loadEarlier();
      if (earlier.hidden) first?.focus({ preventScroll: true });
    } catch (error) {
      onError(error);
    }
  });

  return {
    last,
    writing: () => last()?.status === 'writing',
    offer,
    /** @param {Part} shown @param {Someone} with_ who answers */
    show(shown, with_) {
      chat = shown.id;
      character = with_;
      greeting.replaceChildren(...(shown.greeting
        ? [el('h2', { class: 'speaker' }, portrait(character), el('span', { class: 'voice-name' }, character.name)),
          el('div', { class: 'answer' }, ...said(shown.greeting))]
        : []));
      exchanges = exchangesOf(shown.messages, shown.writing);
      before = shown.earlier ?? null;
      list.replaceChildren(...exchanges.map(({ element }) => element));
      offer();
    },
    clear() {
      chat = '';
      exchanges = [];
      before = null;
      list.replaceChildren();
      greeting.replaceChildren();
    },
    /** A turn that begins. @param {number} turn @param {string} message @param {number} [replaces] the turn that left, with all after it */
    add(turn, message, replaces = turn) {
      for (const { element } of exchanges.filter((exchange) => exchange.turn >= replaces)) element.remove();
      exchanges = exchanges.filter((exchange) => exchange.turn < replaces);
      const exchange = make(turn, message);
      exchanges.push(exchange);
      list.append(exchange.element);
      exchange.begin();
      offer();
      return exchange;
    },
    /**
     * Brings a turn into sight, and the focus to it, or to the citation that its reader followed.
     *
     * @param {number} wanted @param {string} [cited] its number
     * @returns {Promise<boolean>} whether the turn is there
     */
    async find(wanted, cited) {
      while (before !== null && before > wanted) {
        const from = before;
        await loadEarlier();
        if (before === from) break;
      }
      const target = exchanges.find((exchange) => exchange.turn === wanted);
      for (const { element } of exchanges) element.classList.toggle('exchange-found', element === target?.element);
      if (!target) return false;
      const citation = cited && target.element.querySelector(`a.cite[data-n="${cited}"]`);
      const place = citation instanceof HTMLElement ? citation : target.element;
      place.scrollIntoView({ block: 'center' });
      place.focus({ preventScroll: true });
      return true;
    },
  };
}
