/** An answer that is written while it is read: text with numbered citations that lead to their page. */
import { el } from './dom.js';
import { emblem } from './emblem.js';
import { leaveTrail } from './places.js';
import { pageHref } from './router.js';

/** @typedef {import('./types.js').Citation} Citation */

/** @param {Citation} citation */
const nameOf = (citation) => `${citation.title || 'untitled'}, page ${citation.page_num}`;

/**
 * @param {HTMLElement} answer
 * @param {HTMLElement} sources the ordered list of citations
 * @param {() => {back: string, label: string}} [place] where the way back from a page leads
 */
export function createAnswer(answer, sources, place = () => ({ back: location.hash, label: 'the answer' })) {
  /** @type {Map<number, Citation>} */
  const citations = new Map();
  /** @type {HTMLElement|null} */
  let paragraph = null;
  /** Text that may be the beginning of a number or of a paragraph's end. */
  let held = '';

  /** @param {HTMLAnchorElement} link @param {Citation} citation */
  function lead(link, citation) {
    const to = pageHref(citation.book_id, citation.page_num, citation);
    link.href = to;
    link.onclick = () => leaveTrail({ to, ...place(), passage: citation.quote });
  }

  /** @param {Node|string} node */
  function put(node) {
    if (!paragraph) answer.append(paragraph = el('p'));
    paragraph.append(node);
  }

  /** @param {number} n */
  function number(n) {
    const citation = citations.get(n);
    const link = el('a', { class: 'cite', 'data-n': n, 'aria-label': citation ? `Citation ${n}: ${nameOf(citation)}` : `Citation ${n}` }, n);
    if (citation) lead(link, citation);
    return el('sup', {}, link);
  }

  /** @param {string} text whole tokens only */
  function write(text) {
    for (const piece of text.split(/(\n\s*\n|\s*\[\d{1,3}\])/)) {
      const found = /^\s*\[(\d{1,3})\]$/.exec(piece);
      if (found) put(number(Number(found[1])));
      else if (/^\n\s*\n$/.test(piece)) paragraph = null;
      else if (piece && (paragraph || piece.trim())) put(piece);
    }
  }

  return {
    /** Adds the next piece, however it was cut. @param {string} text */
    append(text) {
      held += text;
      const cut = /(?:\s+|\s*\[\d{0,3})$/.exec(held)?.index ?? held.length;
      write(held.slice(0, cut));
      held = held.slice(cut);
    },

    /** @param {Citation} citation */
    cite(citation) {
      if (citations.has(citation.n)) return;
      citations.set(citation.n, citation);
      // A number may have been written before what it stands for was known.
      for (const link of answer.querySelectorAll(`a.cite[data-n="${citation.n}"]`)) {
        if (!(link instanceof HTMLAnchorElement)) continue;
        lead(link, citation);
        link.setAttribute('aria-label', `Citation ${citation.n}: ${nameOf(citation)}`);
      }
      const link = el('a', { class: 'citation-link' }, citation.title || `Page ${citation.page_num}`);
      lead(link, citation);
      sources.append(el('li', { class: 'citation', value: citation.n, 'data-book': citation.book_id, 'data-page': citation.page_num },
        el('span', { class: 'citation-number', 'aria-hidden': 'true' }, citation.n),
        emblem(citation.speaker),
        el('div', { class: 'citation-body' },
          el('blockquote', {}, citation.quote),
          el('p', { class: 'hit-about' }, link, `\u00a0· ${[citation.speaker, `page ${citation.page_num}`].filter(Boolean).join('\u00a0· ')}`))));
    },

    /** Writes what was held back. A number that no citation came for was only text. */
    finish() {
      write(held.trimEnd());
      held = '';
      for (const link of answer.querySelectorAll('a.cite:not([href])')) {
        link.closest('sup')?.replaceWith(` [${link.textContent}]`);
      }
    },

    clear() {
      citations.clear();
      paragraph = null;
      held = '';
      answer.replaceChildren();
      sources.replaceChildren();
    },

    get isEmpty() {
      return answer.childElementCount === 0;
    },
    get citationCount() {
      return citations.size;
    },
  };
}
