/** What the reader has to spend, in the head of every view. */
import { byId, counted } from './dom.js';

/** @typedef {import('./types.js').Me} Me */

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {(balance: number) => void} onBalance told every balance that becomes known
 */
export function createPurse(api, onBalance) {
  const link = byId('purse', HTMLAnchorElement);
  /** @type {Promise<Me>|null} */
  let asked = null;

  /** @param {number} balance */
  function show(balance) {
    byId('purse-balance').textContent = balance.toLocaleString('en');
    link.setAttribute('aria-label', `${counted(balance, 'credit', 'credits')}: open the ledger`);
    link.title = counted(balance, 'credit', 'credits');
    link.hidden = false;
    onBalance(balance);
  }

  /** What the library says of this reader, asked anew. @returns {Promise<Me>} */
  function refresh() {
    const mine = asked = api.me();
    return mine.then((me) => {
      if (mine === asked) show(me.account.balance);
      return me;
    });
  }

  return {
    /** Shows a balance that came along with something else. @param {unknown} balance */
    hold(balance) {
      if (typeof balance !== 'number' || !Number.isFinite(balance)) return;
      asked = null; // What is still on its way may be older.
      show(balance);
    },
    refresh,
    /** Refreshes where nobody waits for it: a failure leaves what was shown. */
    glance() {
      refresh().catch(() => undefined);
    },
    forget() {
      asked = null;
      link.hidden = true;
    },
  };
}
