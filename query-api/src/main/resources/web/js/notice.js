/** A place in a view where a problem is told, with a way out of it. */
import { el } from './dom.js';
import { explain, Problem } from './problems.js';

const FIRST_WAIT_S = 2;
const LONGEST_WAIT_S = 30;

/**
 * @param {HTMLElement} place an empty element of the view
 * @param {() => void} retry does again what failed
 * @param {'h1'|'h2'} [level] `h1` where the problem takes the place of all else
 */
export function createNotice(place, retry, level = 'h2') {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let shown = '';
  let wait = FIRST_WAIT_S;

  function again() {
    clearTimeout(timer);
    retry();
  }

  // Back online: no need to wait for the timer.
  addEventListener('online', () => {
    if (timer !== undefined) again();
  });

  /** @param {unknown} error @param {{href: string, label: string}} [wayOut] a link offered beside retry */
  function show(error, wayOut) {
    const { heading, advice, again: when, label = 'Try again' } = explain(error);
    const reference = error instanceof Problem ? error.reference : undefined;
    if (!(error instanceof Problem)) console.error(error);
    // The same problem after a retry stays as it stands: an alert that is rebuilt is read out anew.
    if (shown !== heading) {
      shown = heading;
      wait = FIRST_WAIT_S;
      place.replaceChildren(
        el('div', { class: 'notice', role: 'alert' },
          el(level, {}, heading),
          el('p', {}, advice),
          reference && el('p', { class: 'hint' }, 'For whoever runs it: ', el('code', {}, reference)),
          el('p', { class: 'notice-ways' },
            when !== 'no' && el('button', { type: 'button', class: 'button', 'data-retry': true, onclick: again }, label),
            wayOut && el('a', { href: wayOut.href }, wayOut.label))));
    }
    clearTimeout(timer);
    timer = undefined;
    if (when === 'alone') {
      const asked = error instanceof Problem ? error.retryAfter : undefined;
      timer = setTimeout(again, Math.min(Math.max(asked ?? 0, wait), LONGEST_WAIT_S) * 1000);
      wait = Math.min(wait * 2, LONGEST_WAIT_S);
    }
  }

  function clear() {
    clearTimeout(timer);
    timer = undefined;
    shown = '';
    wait = FIRST_WAIT_S;
    // Whoever pressed "Try again" must not be left without a focus.
    if (place.contains(document.activeElement)) document.getElementById('main')?.focus({ preventScroll: true });
    place.replaceChildren();
  }

  /** Stops trying, for a view that is left; what is told stays. */
  function rest() {
    clearTimeout(timer);
    timer = undefined;
  }

  return { show, clear, rest };
}
