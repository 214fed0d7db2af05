/** Something that was said in the reader's own conversations, as a list item. */
import { el } from './dom.js';
import { withRangesMarked } from './passage.js';
import { portrait } from './portrait.js';
import { chatHref } from './router.js';
import { excerpt } from './words.js';

/**
 * @param {import('./types.js').TurnHit} hit
 * @param {import('./types.js').Character[]} characters
 */
export function renderTurnHit({ key, passage, highlights, fields }, characters) {
  const id = fields.character_id ?? '';
  const character = characters.find((one) => one.id === id) ?? { id, name: id || 'someone' };
  const shown = excerpt(passage.text, highlights);
  const who = key.speaker === 'reader' ? `You to ${character.name}` : `${character.name} to you`;
  return el('li', { class: 'hit', 'data-chat': key.chat_id, 'data-turn': key.turn_num, 'data-speaker': key.speaker },
    portrait(character),
    el('div', { class: 'hit-body' },
      el('h2', { class: 'hit-title' }, el('a', { class: 'hit-link', href: chatHref(key.chat_id, key.turn_num) }, who)),
      el('p', { class: 'hit-text' }, shown.before && '… ', ...withRangesMarked(shown.text, shown.words), shown.after && ' …')));
}
