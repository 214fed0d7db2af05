/**
 * Light or dark: the system's choice until the reader makes one. Loaded before the first paint
 * (`blocking="render"`), so a chosen theme never flashes.
 */
import { keep, recall } from './storage.js';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const PAPER = { light: '#f6f1e7', dark: '#12181b' };

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : systemDark.matches;
}

/** @param {string|null} theme `null` follows the system */
function apply(theme) {
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const paper = isDark() ? PAPER.dark : PAPER.light;
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute('content', paper);
  }
}

apply(recall('theme'));

/** @param {HTMLElement} button pressed while the page is dark */
export function connectThemeToggle(button) {
  const reflect = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    const wanted = isDark() ? 'light' : 'dark';
    // Choosing what the system already says means following the system again.
    const stored = (wanted === 'dark') === systemDark.matches ? null : wanted;
    keep('theme', stored);
    apply(stored);
    reflect();
  });
  systemDark.addEventListener('change', () => {
    apply(recall('theme'));
    reflect();
  });
  reflect();
}
