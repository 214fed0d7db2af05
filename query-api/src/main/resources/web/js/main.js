/** Puts the parts together and follows the address. */
import { createApi } from './api.js';
import { createAsk } from './ask.js';
import { createBooks } from './books.js';
import { createCatalogue } from './catalogue.js';
import { createCharacter } from './character.js';
import { createCharacters } from './characters.js';
import { createChat } from './chat.js';
import { createChats } from './chats.js';
import { byId } from './dom.js';
import { keepAboveKeyboard } from './keyboard.js';
import { createKeys, takeKeyFromAddress } from './keys.js';
import { createLedger } from './ledger.js';
import { lastBook, placeIn } from './places.js';
import { createPurse } from './purse.js';
import { createReader } from './reader.js';
import { go, pageHref, parse } from './router.js';
import { createSearch } from './search.js';
import { listenForShortcuts } from './shortcuts.js';
import { listenForSwipes } from './swipe.js';
import { createTabs } from './tabs.js';
import { connectThemeToggle } from './theme.js';

/** @typedef {import('./types.js').Route} Route */

const SECTIONS = { books: 'view-books', book: 'view-books', page: 'view-read', search: 'view-search', ask: 'view-ask',
  characters: 'view-characters', character: 'view-character', chats: 'view-chats', chat: 'view-chat', ledger: 'view-ledger' };
const LINKS = { books: 'nav-read', book: 'nav-read', page: 'nav-read', search: 'nav-search', ask: 'nav-ask',
  characters: 'nav-talk', character: 'nav-talk', chats: 'nav-talk', chat: 'nav-talk', ledger: 'purse' };

/** @param {keyof typeof LINKS} view */
const remember = (view) => (/** @type {string} */ address) => {
  byId(LINKS[view], HTMLAnchorElement).href = address;
};

takeKeyFromAddress();
const keys = createKeys(() => {
  catalogue.forget();
  purse.forget();
  views.chat.forget();
  purse.glance();
  follow();
}, () => purse.glance());
const api = createApi(keys);
const catalogue = createCatalogue(api);
const books = createBooks(catalogue);
const reader = createReader(catalogue, remember('page'));
const search = createSearch(api, catalogue, remember('search'));
const purse = createPurse(api, (balance) => views.chat.tellBalance(balance));
const tabs = createTabs();
const views = {
  books, book: books, page: reader, search, ask: createAsk(api, catalogue, remember('ask')),
  characters: createCharacters(catalogue), character: createCharacter(api, catalogue),
  chats: createChats(api, catalogue, tabs), chat: createChat(api, catalogue, purse, tabs, remember('chat')),
  ledger: createLedger(api, purse),
};

/** @type {Route['view']|null} */
let shown = null;
/** @type {Map<string, number>} */
const scrolled = new Map();

function follow() {
  // A key pasted into the address of an open page.
  if (takeKeyFromAddress()) {
    catalogue.forget();
    purse.glance();
  }
  const route = parse(location.hash);
  const { view } = route;
  for (const dialog of document.querySelectorAll('dialog[open]')) {
    // What was asked about the view before is no longer there to be answered.
    if (dialog instanceof HTMLDialogElement && dialog.id !== 'key-dialog') dialog.close();
  }
  if (shown !== null && SECTIONS[shown] !== SECTIONS[view]) {
    scrolled.set(SECTIONS[shown], scrollY);
    views[shown].hide();
  }
  for (const id of new Set(Object.values(SECTIONS))) byId(id).hidden = id !== SECTIONS[view];
  for (const id of new Set(Object.values(LINKS))) {
    if (id === LINKS[view]) byId(id).setAttribute('aria-current', 'page');
    else byId(id).removeAttribute('aria-current');
  }
  // Opening the page moves no focus: the first Tab must find the skip link.
  const moves = shown !== null;
  shown = view;
  views[view].show(route, moves);
  // Results and answers are found again as they were left; pages place themselves.
  if (view === 'search' || view === 'ask') scrollTo(0, scrolled.get(SECTIONS[view]) ?? 0);
}

history.scrollRestoration = 'manual';

byId('skip').addEventListener('click', (event) => {
  event.preventDefault(); // The fragment is an address here, not an anchor.
  byId('main').focus();
});

connectThemeToggle(byId('theme-toggle'));
/** @param {'prev'|'next'} direction */
const turn = (direction) => {
  if (shown === 'page') reader.turnTo(direction);
};
listenForSwipes(byId('page'), turn);
listenForShortcuts([
  { keys: ['ArrowLeft'], shown: ['←'], does: 'Previous page', run: () => turn('prev'), always: true },
  { keys: ['ArrowRight'], shown: ['→'], does: 'Next page', run: () => turn('next'), always: true },
  { keys: ['c'], does: 'Contents', run: () => shown === 'page' && reader.openContents() },
  { keys: ['p'], does: 'Go to a page number', run: () => shown === 'page' && reader.focusJump() },
  { keys: ['/'], does: 'Search', run: search.summon },
  { keys: ['a'], does: 'Ask', run: () => go(byId('nav-ask', HTMLAnchorElement).hash) },
  { keys: ['t'], does: 'Talk', run: () => go(byId('nav-talk', HTMLAnchorElement).hash) },
  { keys: ['n'], does: 'Talk to somebody new', run: () => go('#/characters') },
  { keys: ['m'], does: 'Write a message', run: () => shown === 'chat' && views.chat.focusComposer() },
  { keys: ['l'], does: 'Your credits', run: () => go('#/ledger') },
  { keys: ['r'], does: 'Read on', run: () => go(byId('nav-read', HTMLAnchorElement).hash) },
  { keys: ['Escape'], shown: ['Esc'], does: 'Close, or back to what you found', run: () => (shown === 'chat' ? views.chat.escape() : shown === 'page' && reader.back()), always: true },
  { keys: [], shown: ['Enter'], does: 'Send a message; Shift and Enter begin a new line' },
  { keys: [], shown: ['Esc'], does: 'Stop a reply, or leave a message as it was' },
  { keys: [], shown: ['↑'], does: 'Change your last message, where nothing is written yet' },
]);
keepAboveKeyboard();

const book = lastBook();
const place = book === null ? undefined : placeIn(book);
if (book !== null && place !== undefined) remember('page')(pageHref(book, place));
addEventListener('hashchange', follow);
follow();
if (keys.key() !== null) purse.glance();
