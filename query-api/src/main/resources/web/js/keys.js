/** The reader key: taken from the address once, kept in this browser, asked for when it is missing. */
import { byId } from './dom.js';
import { Problem } from './problems.js';
import { keep, recall } from './storage.js';

/** A key travels in a header, so only visible ASCII can be one. */
const POSSIBLE_KEY = /^[\x21-\x7e]{1,500}$/;

const REASONS = {
  missing: 'This library opens with a key. It was printed when the library was started; whoever runs it can give you one.',
  refused: 'The library did not accept your key. It may have been replaced since. Ask whoever runs it for the present one.',
  change: 'You can put in another key, or forget the one kept here.',
};

/**
 * Takes `#key=…` out of the address bar (and out of this history entry) and keeps the key.
 *
 * @returns {boolean} whether there was one
 */
export function takeKeyFromAddress() {
  const found = /^#key=([^&]*)/.exec(location.hash);
  if (!found) return false;
  history.replaceState(null, '', `${location.pathname}${location.search}#/`);
  let key = found[1];
  try {
    key = decodeURIComponent(key);
  } catch {
    // Not percent-encoded after all: the key is what stands there.
  }
  if (POSSIBLE_KEY.test(key)) keep('key', key);
  return true;
}

/**
 * @param {() => void} onChange called after the reader changed or forgot the key by themselves
 * @param {() => void} onAnswer called after the reader gave a key that was asked for
 */
export function createKeys(onChange, onAnswer) {
  const dialog = byId('key-dialog', HTMLDialogElement);
  const field = byId('key-field', HTMLInputElement);
  const error = byId('key-error');
  const forget = byId('key-forget');
  /** @type {PromiseWithResolvers<void>|null} */
  let waiting = null;

  const key = () => recall('key');

  /** @param {keyof typeof REASONS} reason */
  function open(reason) {
    byId('key-reason').textContent = REASONS[reason];
    forget.hidden = reason !== 'change' || key() === null;
    error.textContent = '';
    field.removeAttribute('aria-invalid');
    field.value = '';
    if (!dialog.open) dialog.showModal();
    field.focus();
  }

  /**
   * Asks the reader for a key; requests that fail together share one dialog.
   *
   * @param {'missing'|'refused'} reason
   * @returns {Promise<void>} rejects with the problem `no-key` when the dialog is closed
   */
  function renew(reason) {
    if (!waiting) {
      waiting = Promise.withResolvers();
      open(reason);
    }
    return waiting.promise;
  }

  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    if (!POSSIBLE_KEY.test(typed)) {
      error.textContent = typed
        ? 'A key has only letters, digits and signs, without spaces.'
        : 'Put the key in first.';
      field.setAttribute('aria-invalid', 'true');
      field.focus();
      return;
    }
    keep('key', typed);
    const answered = waiting;
    waiting = null;
    dialog.close();
    if (answered) {
      answered.resolve();
      onAnswer();
    } else onChange(); // Whatever is on show is asked for anew.
  });
  forget.addEventListener('click', () => {
    keep('key', null);
    dialog.close();
    onChange();
  });
  dialog.addEventListener('close', () => {
    field.value = '';
    const refused = waiting;
    waiting = null;
    refused?.reject(new Problem('no-key', { status: 401 }));
  });
  byId('key-open').addEventListener('click', () => open('change'));

  return { key, renew };
}
