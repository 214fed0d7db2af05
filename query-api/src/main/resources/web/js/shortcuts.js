/** Keys, and the little page that lists them. */
import { byId, el } from './dom.js';
import { keep, recall } from './storage.js';

/** @param {EventTarget|null} target whether typing there means text */
function takesText(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && target.type !== 'checkbox');
}

/**
 * @typedef {{keys: string[], shown?: string[], does: string, run?: () => void, always?: boolean}} Shortcut
 *   `keys`: `KeyboardEvent.key` values, none for keys that another part listens for; `always`: works
 *   even with single-key shortcuts off
 *
 * @param {Shortcut[]} shortcuts
 */
export function listenForShortcuts(shortcuts) {
  const dialog = byId('help-dialog', HTMLDialogElement);
  const enabled = byId('shortcuts-on', HTMLInputElement);
  // Someone who speaks to the machine, or types with a tremor, must be able to switch them off.
  enabled.checked = recall('shortcuts') !== 'off';
  enabled.addEventListener('change', () => keep('shortcuts', enabled.checked ? null : 'off'));

  function openHelp() {
    dialog.showModal();
    byId('help-heading').focus();
  }

  const all = [...shortcuts, { keys: ['?'], does: 'These shortcuts', run: openHelp }];
  byId('help-list').replaceChildren(...all.flatMap(({ keys, does, ...rest }) => [
    el('dt', {}, ...('shown' in rest && rest.shown ? rest.shown : keys).map((key) => el('kbd', {}, key))),
    el('dd', {}, does),
  ]));
  byId('help-open').addEventListener('click', openHelp);

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (takesText(event.target) || document.querySelector('dialog[open]')) return;
    const shortcut = /** @type {Shortcut[]} */ (all).find(({ keys }) => keys.includes(event.key));
    if (!shortcut || !(shortcut.always || enabled.checked)) return;
    event.preventDefault();
    shortcut.run?.();
  });

  for (const opened of document.querySelectorAll('dialog')) {
    for (const button of opened.querySelectorAll('[data-closes]')) button.addEventListener('click', () => opened.close());
    // A click on the shade around a dialog closes it.
    opened.addEventListener('click', (event) => {
      if (event.target === opened) opened.close();
    });
  }
}
