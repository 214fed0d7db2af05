/** One found passage as a list item. */
import { el } from './dom.js';
import { emblem } from './emblem.js';
import { withRangesMarked, withWordsMarked } from './passage.js';
import { leaveTrail } from './places.js';
import { pageHref } from './router.js';
import { excerpt } from './words.js';

/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').SearchAnswer} SearchAnswer */

/** @param {Hit} hit how it was found, told only where both ways were tried */
function foundBy({ scores }) {
  if (scores.vector !== null && scores.text !== null) return 'meaning and words';
  return scores.vector !== null ? 'meaning' : 'words';
}

/**
 * @param {Hit} hit
 * @param {{query: string, stems: Set<string>, both: boolean, bookTitle?: string}} search
 *   `bookTitle` where there is more than one book
 */
export function renderHit(hit, { query, stems, both, bookTitle }) {
  const { key: { book_id: book, page_num: page }, passage, highlights, fields } = hit;
  const to = pageHref(book, page, passage, query);
  const shown = excerpt(passage.text, highlights);
  const about = [fields.speaker, bookTitle, fields.chapter, `page ${page}`].filter(Boolean).join('\u00a0· ');
  const follow = () => leaveTrail({
    to, back: location.hash, label: `the passages for “${query}”`, passage: passage.text,
  });
  return el('li', { class: 'hit', 'data-book': book, 'data-page': page },
    emblem(fields.speaker ?? ''),
    el('div', { class: 'hit-body' },
      el('h2', { class: 'hit-title' },
        el('a', { class: 'hit-link', href: to, onclick: follow }, ...withWordsMarked(fields.title || `Page ${page}`, stems))),
      el('p', { class: 'hit-about' }, about, both && el('span', { class: 'hit-by' }, foundBy(hit))),
      el('p', { class: 'hit-text' }, shown.before && '… ', ...withRangesMarked(shown.text, shown.words), shown.after && ' …')));
}

/**
 * Where an answer comes from, if not from the live memory.
 * @param {{served_from: string, snapshot_age_ms: number|null}} answer
 */
export function copyNote({ served_from: from, snapshot_age_ms: age }) {
  if (from === 'live') return '';
  const seconds = Math.round((age ?? 0) / 1000);
  const old = seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
  return `the copy saved ${old} ago; newer changes are missing`;
}

/** @param {Omit<SearchAnswer, 'hits'>} answer */
export function servedLine({ took_ms: took, ...origin }) {
  const source = copyNote(origin) || 'the live memory';
  const ms = took.total < 10 ? took.total.toFixed(1) : String(Math.round(took.total));
  return `${ms} ms · from ${source}`;
}
