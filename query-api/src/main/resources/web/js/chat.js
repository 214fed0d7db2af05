/** A conversation: what was said, and what is being said now. */
import { onceKey } from './api.js';
import { createChatHead } from './chathead.js';
import { firstWords } from './characters.js';
import { createComposer } from './composer.js';
import { announce, byId } from './dom.js';
import { shortOfCredits } from './earning.js';
import { follow } from './follow.js';
import { createNotice } from './notice.js';
import { isAbort, Problem } from './problems.js';
import { amend, chatHref } from './router.js';
import { keepInSight } from './sight.js';
import { AT_ONCE, createTranscript } from './transcript.js';

/** @typedef {import('./types.js').Chat} Chat */
/** @typedef {import('./transcript.js').Exchange} Exchange */

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {ReturnType<typeof import('./purse.js').createPurse>} purse
 * @param {ReturnType<typeof import('./tabs.js').createTabs>} tabs
 * @param {(address: string) => void} onAddress told the address of the present conversation
 */
export function createChat(api, catalogue, purse, tabs, onAddress) {
  const short = byId('chat-short');
  const status = byId('chat-status');
  const notice = createNotice(byId('chat-notice'), () => (failed ? failed() : void load()));
  const sight = keepInSight(byId('chat-latest'));
  const head = createChatHead(api, catalogue, (changed) => {
    if (chat) chat = { ...chat, ...changed };
    tabs.tell(id);
  });
  const transcript = createTranscript((before) => api.chat(id, { before, limit: AT_ONCE }), {
    onEdit: editLast,
    onRegenerate: (exchange) => void say(exchange.message, exchange.turn, false),
    onError: (error) => notice.show(error),
  });
  const composer = createComposer({
    quote: (body, signal) => api.quote(id, body, signal),
    onSend: (message, replaces) => void say(message, replaces, true),
    onStop: () => void stop(),
    onEditLast: editLast,
    onQuote: (told) => {
      if (told) purse.hold(told.balance);
      if (told && told.at_most > told.balance) void beShort({ price: told.at_most, balance: told.balance });
      else beRich();
    },
  });
  let id = '';
  /** @type {Chat|null} */
  let chat = null;
  /** @type {{id: string, name: string}} */
  let character = { id: '', name: '' };
  /** What `Try again` does, when it is not loading. @type {(() => void)|null} */
  let failed = null;
  let reading = new AbortController();
  let turn = 0;
  /** @type {number|undefined} the turn that the address asks for */
  let wanted;
  /** The citation that was followed last. @type {{turn: number, n: string}|null} */
  let followed = null;

  async function beShort(/** @type {{price?: number, balance?: number}} */ facts) {
    const me = await purse.refresh().catch(() => null);
    short.replaceChildren(...shortOfCredits(me, facts));
    if (short.hidden) announce('Not enough credits');
    short.hidden = false;
    sight.follow();
  }

  function beRich() {
    short.hidden = true;
  }

  async function load() {
    failed = null;
    const mine = ++turn;
    reading.abort();
    try {
      const found = await api.chat(id, { limit: AT_ONCE });
      const about = await characterOf(found.character);
      if (mine !== turn) return;
      chat = found;
      character = about;
      notice.clear();
      head.show(found, about);
      transcript.show(found, about);
      byId('chat-body').hidden = false;
      composer.setBusy(transcript.writing());
      const under = transcript.last();
      if (under && transcript.writing()) void listen(under);
      const shown = wanted !== undefined && await transcript.find(wanted, followed?.turn === wanted ? followed?.n : undefined);
      if (mine !== turn || shown) return;
      sight.toEnd();
      composer.focus();
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      byId('chat-body').hidden = true;
      head.hide();
      notice.show(error, { href: '#/chats', label: 'To your conversations' });
    }
  }

  /** The character may have been deleted; the conversation is still there. @param {string} who */
  async function characterOf(who) {
    const known = await catalogue.characters().catch(() => []);
    return known.find((one) => one.id === who) ?? { id: who, name: who };
  }

  /**
   * @param {string} message @param {number|undefined} replaces @param {boolean} written in the composer
   * @param {string} [once] the same when it is sent again
   */
  async function say(message, replaces, written, once) {
    const [of, mine] = [id, turn];
    const key = once ?? onceKey();
    if (!once) {
      // Whatever failed before is not tried again behind this.
      failed = null;
      notice.clear();
    }
    composer.setBusy(true);
    composer.stopping();
    beRich();
    try {
      const begun = await api.say(of, { message, replaces }, key);
      if (of !== id) return;
      notice.clear();
      failed = null;
      purse.hold(begun.balance);
      if (written) composer.sent();
      if (mine !== turn) return void load(); // Another tab changed the conversation meanwhile.
      wanted = undefined;
      if (!byId('view-chat').hidden) amend(chatHref(id));
      const exchange = transcript.add(begun.turn, message, replaces);
      // What was replaced may have held the focus.
      if (document.activeElement === document.body) composer.focus();
      sight.toEnd();
      composer.setBusy(true);
      tabs.tell(id);
      await listen(exchange);
    } catch (error) {
      if (of !== id || isAbort(error)) return;
      composer.setBusy(transcript.writing());
      if (error instanceof Problem && error.status === 402) void beShort(error);
      else if (error instanceof Problem && error.kind === 'turn-under-way') void load();
      else {
        failed = () => void say(message, replaces, written, key);
        notice.show(error);
        sight.follow();
      }
    }
  }

  /** Takes in the events of a reply up to its end. @param {Exchange} exchange */
  async function listen(exchange) {
    reading.abort();
    const mine = reading = new AbortController();
    try {
      const events = follow((after, signal) => api.events(id, exchange.turn, after, signal), mine.signal, (away) => {
        status.textContent = away ? 'The connection is lost. The reply goes on being written, and this page keeps trying.' : '';
        if (away) announce(status.textContent ?? '');
      });
      for await (const { event, data } of events) {
        if (event === 'usage') purse.hold(data.balance);
        if (event === 'error') purse.glance(); // What was set aside comes back.
        if (exchange.take(event, data)) sight.follow();
      }
      announce(exchange.status === 'stopped' ? 'Stopped.' : `${character.name} says: ${exchange.text}`);
      tabs.tell(id);
    } catch (error) {
      if (mine.signal.aborted || isAbort(error)) return;
      exchange.complete(undefined);
      notice.show(error);
      failed = () => void load();
    }
    if (mine !== reading) return;
    status.textContent = '';
    composer.setBusy(false);
    transcript.offer();
    sight.follow();
    if (exchange.status === 'writing') void load(); // It ended while nobody listened.
    else if (exchange.turn === 1 && chat?.title === character.name) void head.name(firstWords(exchange.message, 60));
  }

  async function stop() {
    const exchange = transcript.last();
    if (!exchange || !transcript.writing()) return;
    composer.stopping();
    exchange.tell('Stopping …');
    try {
      await api.stopTurn(id, exchange.turn);
    } catch (error) {
      notice.show(error);
      composer.setBusy(transcript.writing());
    }
  }

  function escape() {
    if (transcript.writing()) void stop();
    else composer.escape();
  }

  function editLast() {
    const exchange = transcript.last();
    if (exchange && !transcript.writing()) composer.edit(exchange.turn, exchange.message);
  }

  byId('view-chat').addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    escape();
  });
  byId('chat-turns').addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('.cite, .citation') : null;
    const of = Number(link?.closest('.exchange')?.getAttribute('data-turn'));
    if (link) followed = { turn: of, n: link.getAttribute('data-n') ?? link.getAttribute('value') ?? '' };
  });
  // Another tab said something here, or this one was away for long.
  tabs.onChange((changed) => {
    if (changed === id && !byId('view-chat').hidden && !transcript.writing()) void load();
  });

  return {
    /** @param {import('./types.js').Route} route */
    show(route) {
      const other = route.chat !== id;
      wanted = route.turn;
      if (other) {
        id = route.chat ?? '';
        chat = null;
        transcript.clear();
        byId('chat-body').hidden = true;
        head.hide();
        composer.open(id);
        status.textContent = '';
        beRich();
      }
      document.title = 'A conversation · Gibsey';
      onAddress(chatHref(id));
      if (!other && transcript.writing() && wanted === undefined) {
        head.title();
        sight.toEnd();
        composer.focus();
        return; // It went on being written meanwhile.
      }
      void load();
    },
    hide() {
      notice.rest();
      head.rest();
    },
    /** Forgets what was shown, for another reader. */
    forget() {
      id = '';
      reading.abort();
    },
    focusComposer: composer.focus,
    tellBalance: composer.tellBalance,
    /** Stops the reply, or leaves a message as it was. */
    escape,
  };
}
