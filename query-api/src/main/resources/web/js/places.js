/** Where the reader is in each book, and the way back to the results a page was opened from. */
import { keep, recall } from './storage.js';

/** @returns {Record<string, number>} book id to page number */
function places() {
  try {
    const stored = JSON.parse(recall('places') ?? '{}');
    return stored && typeof stored === 'object' ? stored : {};
  } catch {
    return {}; // Not ours, or from an older page: begin afresh.
  }
}

/** @param {string} book @returns {number|undefined} */
export function placeIn(book) {
  const page = places()[book];
  return Number.isInteger(page) ? page : undefined;
}

/** @param {string} book @param {number} page */
export function rememberPlace(book, page) {
  keep('places', JSON.stringify({ ...places(), [book]: page }));
  keep('last-book', book);
}

/** @returns {string|null} */
export const lastBook = () => recall('last-book');

/**
 * The way back lives in the session, so that a reload keeps it and another tab has its own.
 *
 * @typedef {{to: string, back: string, label: string, passage: string}} Trail
 *   `to`: the address it belongs to; `passage`: the text that was quoted there
 */

/** @param {Trail} trail */
export function leaveTrail(trail) {
  try {
    sessionStorage.setItem('gibsey.trail', JSON.stringify(trail));
  } catch {
    // Without session storage there is no link back; the browser's own Back still works.
  }
}

/** @param {string} address @returns {Trail|null} */
export function trailTo(address) {
  try {
    const trail = JSON.parse(sessionStorage.getItem('gibsey.trail') ?? 'null');
    return trail?.to === address ? trail : null;
  } catch {
    return null;
  }
}
