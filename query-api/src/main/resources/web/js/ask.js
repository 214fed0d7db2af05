/** Asking a question: the answer arrives sentence by sentence and can be stopped. */
import { createAnswer } from './answer.js';
import { announce, byId, counted, el } from './dom.js';
import { copyNote } from './hits.js';
import { createNotice } from './notice.js';
import { lastBook } from './places.js';
import { isAbort, Problem, problemFrom } from './problems.js';
import { amend, askHref } from './router.js';
import { readEvents } from './sse.js';

/** @param {any} done the last event: milliseconds, or an object that holds them as `total`, and the origin */
function servedLine(done) {
  const took = done.took_ms;
  const total = typeof took === 'number' ? took : Number(took?.total);
  const copy = copyNote(done);
  return [Number.isFinite(total) && `${Math.round(total).toLocaleString('en')} ms`, copy && `from ${copy}`].filter(Boolean).join(' · ');
}

/** @param {string} generator */
function howItWasMade(generator) {
  return generator === 'extractive'
    ? 'In the book’s own words: no language model is configured, so the answer is made of sentences quoted from the pages below.'
    : `Written by ${generator} from the pages below. The quotes are the book’s own.`;
}

/**
 * @param {ReturnType<typeof import('./api.js').createApi>} api
 * @param {ReturnType<typeof import('./catalogue.js').createCatalogue>} catalogue
 * @param {(address: string) => void} onAddress told the address of the present question
 */
export function createAsk(api, catalogue, onAddress) {
  const field = byId('ask-field', HTMLTextAreaElement);
  const picker = byId('ask-book', HTMLSelectElement);
  const submit = byId('ask-submit');
  const stop = byId('ask-stop');
  const status = byId('ask-status');
  const article = byId('ask-answer');
  const generator = byId('ask-generator');
  const sources = byId('ask-sources');
  const served = byId('ask-served');
  const answer = createAnswer(article, byId('ask-citations'));
  const notice = createNotice(byId('ask-notice'), () => void run(asked));
  /** @type {AbortController|null} */
  let inFlight = null;
  let asked = '';
  /** @type {Element|null} */
  let opened = null;

  /** @param {string} message @param {boolean} [spoken] */
  function tell(message, spoken = true) {
    status.textContent = message;
    if (spoken && message) announce(message);
  }

  /** The button in use changes; the focus follows it. @param {boolean} busy */
  function swap(busy) {
    const [to, from] = busy ? [stop, submit] : [submit, stop];
    const focused = document.activeElement === from;
    to.hidden = false;
    from.hidden = true;
    if (focused) to.focus();
    if (busy) article.setAttribute('data-writing', '');
    else article.removeAttribute('data-writing');
  }

  function reset() {
    answer.clear();
    article.hidden = generator.hidden = sources.hidden = true;
    served.textContent = '';
    tell('', false);
  }

  /** @param {string} event @param {any} data @returns {boolean} whether the answer is complete */
  function take(event, data) {
    switch (event) {
      case 'retrieval': {
        const pages = [...new Set(data.passages.map((/** @type {any} */ p) => p.page_num))];
        tell(pages.length > 0 ? `Reading ${pages.length === 1 ? 'page' : 'pages'} ${pages.join(', ')} …` : 'Looking …', false);
        return false;
      }
      case 'citation':
        answer.cite(data);
        sources.hidden = false;
        return false;
      case 'delta':
        article.hidden = false;
        answer.append(data.text);
        return false;
      case 'done':
        answer.finish();
        generator.textContent = howItWasMade(data.generator);
        generator.dataset.generator = data.generator;
        generator.hidden = answer.isEmpty;
        served.textContent = servedLine(data);
        served.dataset.servedFrom = data.served_from;
        return true;
      case 'error':
        throw problemFrom(Number(data.status), data);
      default:
        return false; // An event of a newer library: nothing this page needs.
    }
  }

  /** @param {string} question @param {AbortSignal} signal */
  async function stream(question, signal) {
    const response = await api.ask({ question, book: picker.value || undefined }, signal);
    if (!response.body) throw new Problem('broken-off');
    let complete = false;
    try {
      for await (const { event, data } of readEvents(response.body)) complete = take(event, JSON.parse(data)) || complete;
    } catch (error) {
      // The network failing under an open stream looks like any TypeError.
      throw error instanceof TypeError ? new Problem('broken-off') : error;
    }
    if (!complete) throw new Problem('broken-off');
  }

  /** @param {string} question */
  async function run(question) {
    inFlight?.abort();
    const mine = inFlight = new AbortController();
    asked = question;
    const address = askHref(question);
    if (!byId('view-ask').hidden) amend(address);
    onAddress(address);
    byId('ask-idle').hidden = true;
    reset();
    tell('Looking through the book …');
    swap(true);
    try {
      await stream(question, mine.signal);
      if (mine !== inFlight) return;
      notice.clear();
      tell(answer.isEmpty ? 'The book does not seem to say. Try to ask it otherwise.'
        : `Answered with ${counted(answer.citationCount, 'citation', 'citations')}.`);
    } catch (error) {
      if (mine !== inFlight) return;
      answer.finish();
      tell(isAbort(error) ? 'Stopped.' : '');
      if (isAbort(error)) notice.clear();
      else notice.show(error);
    } finally {
      if (mine === inFlight) {
        inFlight = null;
        swap(false);
      }
    }
  }

  async function offerBooks() {
    const books = await catalogue.books().catch(() => []); // Without the list, the question goes to all books.
    byId('ask-about').hidden = books.length < 2;
    if (picker.options.length === books.length + 1) return;
    const chosen = picker.value || lastBook();
    picker.replaceChildren(el('option', { value: '' }, 'all books'),
      ...books.map((book) => el('option', { value: book.book_id, selected: book.book_id === chosen }, book.title)));
  }

  byId('ask-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (question) void run(question);
    else {
      tell('Put a question first.');
      field.focus();
    }
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId('ask-form', HTMLFormElement).requestSubmit();
  });
  stop.addEventListener('click', () => inFlight?.abort());
  byId('view-ask').addEventListener('click', (event) => {
    if (event.target instanceof Element) opened = event.target.closest('.cite, .citation-link') ?? opened;
  });

  return {
    /** @param {import('./types.js').Route} route */
    show({ q = '' }) {
      document.title = 'Ask · Gibsey';
      const back = q === asked && opened instanceof HTMLElement && opened.isConnected ? opened : null;
      opened = null;
      (back ?? field).focus({ preventScroll: true });
      if (q && q !== asked) {
        field.value = q;
        void offerBooks().then(() => run(q));
      } else {
        void offerBooks();
      }
    },
    hide() {
      // An answer goes on being written while its reader looks at a page.
      notice.rest();
    },
  };
}
