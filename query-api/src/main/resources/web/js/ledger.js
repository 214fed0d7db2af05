/** What came into the reader's account and what went out of it. */
import { byId, counted, el, onPress } from './dom.js';
import { priceTable, waysToEarn } from './earning.js';
import { createNotice } from './notice.js';
import { isAbort } from './problems.js';
import { chatHref } from './router.js';

/** @typedef {import('./types.js').Entry} Entry */

/** @type {Record<string, [string, string]>} what each kind of entry is, and what it means */
const KINDS = {
  opening: ['A welcome', 'given to every new reader'],
  grant: ['A gift', 'from whoever runs the library'],
  asking: ['A question', 'earned by asking the book'],
  saving: ['A page', 'earned by writing it'],
  reserve: ['Set aside', 'the most that a reply can cost'],
  settle: ['Given back', 'what the reply did not take'],
};

/** How a reply came to its end. @type {Record<string, string>} */
const ENDINGS = {
  done: '', stopped: 'you stopped it', failed: 'it failed', abandoned: 'the library was interrupted',
};

/** A turn is named by its chat and its number. @param {Entry} entry */
function turnOf({ kind, operation }) {
  const found = /([^/]+)\/(\d+)$/.exec(operation ?? '');
  return found && (kind === 'reserve' || kind === 'settle') ? { chat: found[1], turn: Number(found[2]) } : null;
}

/** @param {Entry} entry */
function row(entry) {
  const [name, meaning] = KINDS[entry.kind] ?? [entry.kind, ''];
  const of = turnOf(entry);
  const made = new Date(entry.made_at);
  return el('tr', { 'data-entry': entry.entry, 'data-kind': entry.kind },
    el('td', {}, el('span', { class: 'ledger-kind' }, name), el('span', { class: 'ledger-meaning' },
      el('time', { datetime: entry.made_at }, made.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })), ' · ', [meaning, ENDINGS[entry.detail ?? ''] ?? (entry.kind === 'grant' && entry.detail)].filter(Boolean).join(' · '), of && ' · ', of && el('a', { href: chatHref(of.chat, of.turn) }, 'the conversation'))),
    el('td', { class: `ledger-amount ${entry.amount > 0 ? 'ledger-in' : ''}` }, `${entry.amount > 0 ? '+' : entry.amount < 0 ? '−' : ''}${Math.abs(entry.amount).toLocaleString('en')}`),
    el('td', { class: 'ledger-balance' }, entry.balance_after.toLocaleString('en')));
}

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./purse.js').createPurse>} purse
 */
export function createLedger(api, purse) {
  const rows = byId('ledger-rows');
  const more = byId('ledger-more');
  const heading = byId('ledger-heading');
  const notice = createNotice(byId('ledger-notice'), () => void load());
  /** @type {string|null} */
  let cursor = null;
  let turn = 0;

  async function load() {
    const mine = ++turn;
    try {
      const [me, page] = await Promise.all([purse.refresh(), api.ledger()]);
      if (mine !== turn) return;
      notice.clear();
      heading.textContent = counted(page.balance, 'credit', 'credits');
      byId('ledger-reserved').textContent = me.account.reserved > 0
        ? `${counted(me.account.reserved, 'more is', 'more are')} set aside for a reply that is being written.` : '';
      byId('ledger-earning').replaceChildren(waysToEarn(me));
      byId('ledger-prices').replaceChildren(...[priceTable(me)].filter((node) => node !== null));
      rows.replaceChildren(...page.entries.map(row));
      cursor = page.cursor ?? null;
      more.hidden = cursor === null;
      byId('ledger-body').hidden = false;
    } catch (error) {
      if (mine !== turn || isAbort(error)) return;
      byId('ledger-body').hidden = true;
      notice.show(error);
    }
  }

  onPress(more, async () => {
    if (cursor === null) return;
    const mine = turn;
    try {
      const page = await api.ledger(cursor);
      if (mine !== turn) return;
      rows.append(...page.entries.map(row));
      cursor = page.cursor ?? null;
      more.hidden = cursor === null;
      if (more.hidden) heading.focus({ preventScroll: true });
    } catch (error) {
      if (!isAbort(error)) notice.show(error);
    }
  });

  return {
    /** @param {import('./types.js').Route} route @param {boolean} movesFocus */
    show(route, movesFocus) {
      document.title = 'Ledger · Gibsey';
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
