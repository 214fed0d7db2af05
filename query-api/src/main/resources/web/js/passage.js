/** A page's text as paragraphs, with one passage marked by its offsets and the searched words in it. */
import { el } from './dom.js';
import { findWords } from './words.js';

/** @typedef {import('./types.js').Range} Range */

/** @param {string} text @returns {Range[]} paragraphs, parted by blank lines */
function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const gap of text.matchAll(/[^\S\n]*\n(?:[^\S\n]*\n)+/g)) {
    if (gap.index > start) found.push({ start, end: gap.index });
    start = gap.index + gap[0].length;
  }
  if (start < text.length) found.push({ start, end: text.length });
  return found;
}

/** Never begins or ends inside a surrogate pair. @param {string} text @param {Range} range @returns {Range|null} */
function within(text, { start, end }) {
  const low = (/** @type {number} */ i) => /[\uDC00-\uDFFF]/.test(text.charAt(i)) && /[\uD800-\uDBFF]/.test(text.charAt(i - 1));
  let from = Math.min(start, text.length);
  let to = Math.min(end, text.length);
  if (low(from)) from--;
  if (low(to)) to++;
  return from < to ? { start: from, end: to } : null;
}

/** @param {string} text @param {Set<string>} stems @returns {(string|HTMLElement)[]} */
export const withWordsMarked = (text, stems) => withRangesMarked(text, findWords(text, stems));

/** @param {string} text @param {Range[]} ranges in order, none overlapping @returns {(string|HTMLElement)[]} */
export function withRangesMarked(text, ranges) {
  /** @type {(string|HTMLElement)[]} */
  const nodes = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) nodes.push(text.slice(at, start));
    nodes.push(el('mark', { class: 'word' }, text.slice(start, end)));
    at = end;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}

/**
 * @param {string} text the page's text
 * @param {Range} [mark] the passage to show, if any
 * @param {Set<string>} [stems] words to mark inside the passage
 * @returns {HTMLElement[]} one element per paragraph. A marked passage is one `mark.passage` per
 *   paragraph it touches, each with its own `data-start` and `data-end`
 */
export function renderText(text, mark, stems = new Set()) {
  const passage = mark ? within(text, mark) : null;
  // A passage that is nearly the whole page is shown by a line in the margin rather than by a wash.
  const wide = passage !== null && passage.end - passage.start > text.length * 0.7;
  return paragraphs(text).map(({ start, end }) => {
    const from = Math.max(start, passage?.start ?? end);
    const to = Math.min(end, passage?.end ?? end);
    if (from >= to) return el('p', {}, text.slice(start, end));
    return el('p', {},
      text.slice(start, from) || null,
      el('mark', { class: wide ? 'passage passage-wide' : 'passage', 'data-start': from, 'data-end': to },
        ...withWordsMarked(text.slice(from, to), stems)),
      text.slice(to, end) || null);
  });
}

/**
 * Where the passage stands now, given what it said when it was quoted: pages change under readers.
 *
 * @param {string} text @param {Range} mark @param {string} quoted
 * @returns {{mark: Range|undefined, changed: boolean}} `mark` is undefined when the passage is gone
 */
export function relocate(text, mark, quoted) {
  const plain = (/** @type {string} */ s) => s.replace(/\s+/g, ' ').trim();
  if (plain(text.slice(mark.start, mark.end)) === plain(quoted)) return { mark, changed: false };
  const at = text.indexOf(quoted);
  return { mark: at < 0 ? undefined : { start: at, end: at + quoted.length }, changed: true };
}
