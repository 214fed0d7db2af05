/** Which words of a passage a search was about. For the eye only: the search itself is the server's. */

/** @typedef {import('./types.js').Range} Range */

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** English words too common to be worth marking. */
const SMALL = new Set(('a about after all an and any are as at be been but by can could did do does for from had has have he her ' +
  'his how i if in into is it its me my no not of on or our she so that the their them then there they this to was we were ' +
  'what when where which who why will with would you your').split(' '));

/** Folds case and the commonest English endings, so "clocks" marks "clock". @param {string} word */
function stem(word) {
  const plain = word.toLowerCase().replace(/['’]s?$/u, '');
  const cut = plain.replace(/(?:ingly|edly|ing|ed|es|s|ly)$/u, '');
  return (cut.length >= 3 ? cut : plain).replace(/e$/u, '').replace(/i$/u, 'y').replace(/(\p{L})\1$/u, '$1');
}

/** @param {string} query @returns {Set<string>} stems worth marking; all of them when all are small */
export function stemsOf(query) {
  const words = query.toLowerCase().match(WORD) ?? [];
  const telling = words.filter((word) => !SMALL.has(word));
  return new Set((telling.length > 0 ? telling : words).map(stem));
}

/** @param {string} text @param {Set<string>} stems @returns {Range[]} in order, never overlapping */
export function findWords(text, stems) {
  if (stems.size === 0) return [];
  const found = [];
  for (const match of text.matchAll(WORD)) {
    if (stems.has(stem(match[0]))) found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/**
 * The stretch of a passage that shows most of what was looked for.
 *
 * @param {string} text @param {Range[]} words @param {number} [width] in UTF-16 units, about
 * @returns {{text: string, words: Range[], before: boolean, after: boolean}} `words`: those of the
 *   words that are in it, at their places there; `before`, `after`: something was cut there
 */
export function excerpt(text, words, width = 300) {
  if (text.length <= width * 1.25) return { text, words, before: false, after: false };
  let best = 0;
  let most = 0;
  for (const [i, { start }] of words.entries()) {
    const held = words.slice(i).filter((word) => word.end <= start + width * 0.8).length;
    if (held > most) {
      most = held;
      best = start;
    }
  }
  const from = beginning(text, Math.max(0, Math.min(best - width * 0.2, text.length - width)));
  const rest = text.slice(from);
  const cut = rest.length <= width * 1.15 ? rest.length : Math.max(rest.lastIndexOf(' ', width), width / 2);
  const shown = rest.slice(0, cut).trimEnd();
  const inside = words.filter(({ start, end }) => start >= from && end <= from + shown.length);
  return {
    text: shown,
    words: inside.map(({ start, end }) => ({ start: start - from, end: end - from })),
    before: from > 0,
    after: cut < rest.length,
  };
}

/** Prefers the start of a sentence near by, else of a word. @param {string} text @param {number} near */
function beginning(text, near) {
  if (near <= 0) return 0;
  const at = Math.floor(near);
  const sentence = /[.!?]["”’)]*\s+/gu;
  sentence.lastIndex = Math.max(0, at - 60);
  const found = sentence.exec(text);
  if (found && found.index < at + 40) return found.index + found[0].length;
  const space = text.indexOf(' ', at);
  return space < 0 ? at : space + 1;
}
