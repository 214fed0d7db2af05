/** Giving a conversation another name, and deleting it. */
import { byId, counted, el } from './dom.js';
import { explain } from './problems.js';

/** @typedef {import('./types.js').Receipt} Receipt */

/** @param {string} at */
const moment = (at) => new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });

/** @param {import('./types.js').Erased} line */
function stateOf({ state, done, until }) {
  if (done || state === 'done') return 'erased';
  if (state === 'unknown') return 'not known';
  if (state === 'remains') return until ? `stays until ${moment(until)}` : 'stays';
  return until ? `goes by ${moment(until)}` : 'goes soon';
}

/** @param {unknown} problem */
function words(problem) {
  const { heading, advice } = explain(problem);
  return `${heading}. ${advice}`;
}

/** @param {string} title @param {(title: string) => Promise<void>} save */
export function rename(title, save) {
  const dialog = byId('rename-dialog', HTMLDialogElement);
  const form = byId('rename-form', HTMLFormElement);
  const field = byId('rename-field', HTMLInputElement);
  const error = byId('rename-error');
  error.textContent = '';
  field.value = title;
  form.onsubmit = async (event) => {
    event.preventDefault();
    const wanted = field.value.trim();
    if (!wanted) {
      error.textContent = 'A name has at least one letter.';
      field.focus();
      return;
    }
    try {
      await save(wanted);
      dialog.close();
    } catch (problem) {
      error.textContent = words(problem);
    }
  };
  dialog.showModal();
  field.select();
}

/** @param {Receipt} receipt */
function told(receipt) {
  return el('table', { class: 'receipt' },
    el('caption', { class: 'visually-hidden' }, 'What was erased where'),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'What'), el('th', { scope: 'col' }, 'State'))),
    el('tbody', {}, ...receipt.erased.map((line, i) => el('tr', { 'data-done': String(line.done) },
      el('th', { scope: 'row' }, el('span', { class: 'receipt-where' }, line.where),
        line.what, typeof line.rows === 'number' && ` (${counted(line.rows, 'row', 'rows')})`,
        // What holds for the line before, too, is said there.
        line.note && line.note !== receipt.erased[i - 1]?.note && el('span', { class: 'receipt-note' }, line.note)),
      el('td', {}, stateOf(line))))));
}

/**
 * Asks, deletes, and shows what the library says it erased where.
 *
 * @param {string} title @param {() => Promise<Receipt>} erase @param {() => void} onGone
 */
export function confirmDeletion(title, erase, onGone) {
  const dialog = byId('delete-dialog', HTMLDialogElement);
  const body = byId('delete-body');
  const error = byId('delete-error');
  const sure = byId('delete-sure');
  const leave = byId('delete-leave');
  let gone = false;
  byId('delete-heading').textContent = 'Delete this conversation?';
  body.replaceChildren(el('p', {}, `“${title}” leaves this library and its search for good. What the credits were spent on stays in your ledger.`));
  error.textContent = '';
  sure.hidden = false;
  sure.removeAttribute('aria-disabled');
  leave.textContent = 'Keep it';
  sure.onclick = async () => {
    if (sure.hasAttribute('aria-disabled')) return;
    sure.setAttribute('aria-disabled', 'true');
    error.textContent = '';
    try {
      const receipt = await erase();
      gone = true;
      byId('delete-heading').textContent = 'The conversation is deleted';
      body.replaceChildren(
        el('p', {}, receipt.search?.verified === true ? 'The search has been asked, and finds nothing of it. '
          : receipt.search?.verified === false ? 'The search has not confirmed yet that it forgot it. ' : '',
        'This is what was erased, and where.'),
        told(receipt));
      sure.hidden = true;
      leave.textContent = 'Close';
      byId('delete-heading').focus();
      dialog.scrollTop = 0;
    } catch (problem) {
      error.textContent = words(problem);
      sure.removeAttribute('aria-disabled');
    }
  };
  dialog.onclose = () => {
    dialog.onclose = null;
    if (gone) onGone();
  };
  dialog.showModal();
  leave.focus();
}
