/** What this browser keeps for the reader. Where storage is switched off, it lasts until the tab closes. */

const PREFIX = 'gibsey.';
/** @type {Map<string, string>} */
const fallback = new Map();

/** @param {string} name @returns {string|null} */
export function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    // Storage refused (private window, policy): the copy in memory serves.
    return fallback.get(name) ?? null;
  }
}

/** @param {string} name @param {string|null} value `null` forgets it */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    if (value === null) fallback.delete(name);
    else fallback.set(name, value);
  }
}
