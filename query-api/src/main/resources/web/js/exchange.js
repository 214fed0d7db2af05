/** One turn of a conversation: what the reader said, and the reply as it is written or was. */
import { createAnswer } from './answer.js';
import { modelName } from './earning.js';
import { counted, el } from './dom.js';
import { portrait } from './portrait.js';
import { explain, problemFrom } from './problems.js';
import { chatHref } from './router.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Status} Status */

/** @type {Record<Status, string>} */
const ENDINGS = { done: '', writing: '', stopped: 'Stopped.', failed: 'This reply was not finished.' };

/** @param {string|null} at */
function clock(at) {
  const time = at ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime())
    ? el('time', { datetime: time.toISOString() }, time.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })) : null;
}

/** What someone said, in paragraphs. @param {string} text */
export const said = (text) => text.split(/\n\s*\n/).filter((part) => part.trim()).map((part) => el('p', {}, part.trim()));

/**
 * @param {{chat: string, turn: number, character: {id: string, name: string}, message: string,
 *   onEdit: () => void, onRegenerate: () => void}} turn
 */
export function createExchange({ chat, turn, character, message, onEdit, onRegenerate }) {
  const article = el('div', { class: 'answer reply', id: `reply-${turn}` });
  const sources = el('ol', { class: 'citations' });
  const answer = createAnswer(article, sources, () => ({ back: chatHref(chat, turn), label: `your conversation with ${character.name}` }));
  const summary = el('summary', {});
  const passages = el('details', { class: 'reply-sources', hidden: true }, summary, sources);
  const state = el('p', { class: 'reply-state', hidden: true });
  const about = el('p', { class: 'reply-about' });
  const trouble = el('div', { class: 'reply-trouble', hidden: true });
  const edit = el('button', { type: 'button', class: 'small-button', 'data-edit': true, onclick: onEdit }, 'Edit');
  const again = el('button', { type: 'button', class: 'small-button', 'data-regenerate': true, onclick: onRegenerate }, 'Answer again');
  const tools = el('p', { class: 'exchange-tools', hidden: true }, again, edit);
  const element = el('li', { class: 'exchange', 'data-turn': turn, tabindex: -1 },
    el('div', { class: 'said said-reader' }, el('h2', { class: 'visually-hidden' }, 'You said'), ...said(message)),
    el('div', { class: 'said said-character' },
      el('h2', { class: 'speaker' }, portrait(character), el('span', { class: 'voice-name' }, character.name)),
      state, article, trouble, passages, el('div', { class: 'reply-foot' }, about, tools)));
  let generator = '';
  let credits = /** @type {number|null} */ (null);
  let at = /** @type {string|null} */ (null);

  /** @param {string} text */
  function tell(text) {
    state.textContent = text;
    state.hidden = !text;
  }

  /** @param {Status} status */
  function become(status) {
    element.dataset.status = status;
    if (status === 'writing') article.setAttribute('data-writing', '');
    else {
      article.removeAttribute('data-writing');
      answer.finish();
      tell(answer.isEmpty && status === 'done' ? `${character.name} says nothing.` : ENDINGS[status]);
    }
    // The passages are told where they matter: behind a line that opens.
    passages.hidden = answer.citationCount === 0;
    summary.textContent = counted(answer.citationCount, 'passage', 'passages') + ' from the book';
    about.replaceChildren(...[
      status === 'writing' ? null : clock(at),
      credits === null ? null : el('span', { 'data-credits': credits }, counted(credits, 'credit', 'credits')),
      generator ? el('span', { 'data-generator': generator }, generator === 'extractive'
        ? 'in the book’s own words: no language model is configured' : `written by ${modelName(generator)}`) : null,
    ].filter((node) => node !== null).flatMap((node, i) => (i > 0 ? [' · ', node] : [node])));
  }

  return {
    element,
    turn,
    message,
    get status() {
      return /** @type {Status} */ (element.dataset.status);
    },
    get text() {
      return article.innerText;
    },
    /** Offers to change this turn, which only the last one does. @param {boolean} offered */
    offer(offered) {
      tools.hidden = !offered;
    },
    tell,
    /** Begins anew: what is shown comes again as events. */
    begin() {
      answer.clear();
      trouble.hidden = true;
      credits = null;
      generator = '';
      tell(`${character.name} is thinking …`);
      become('writing');
    },
    /** Shows a reply that has come to its end before. @param {Message|undefined} reply */
    complete(reply) {
      answer.clear();
      for (const citation of reply?.citations ?? []) answer.cite(citation);
      answer.append(reply?.text ?? '');
      credits = reply?.credits ?? null;
      at = reply?.said_at ?? null;
      become(reply?.status ?? 'failed');
    },
    /** @param {string} event @param {any} data @returns {boolean} whether the reply grew */
    take(event, data) {
      switch (event) {
        case 'retrieval': {
          const pages = [...new Set((data.passages ?? []).map((/** @type {any} */ p) => p.page_num))];
          if (pages.length > 0) tell(`${character.name} remembers ${pages.length === 1 ? 'page' : 'pages'} ${pages.join(', ')} …`);
          return true;
        }
        case 'citation':
          answer.cite(data);
          return false;
        case 'delta':
          tell('');
          answer.append(data.text);
          return true;
        case 'usage':
          credits = data.credits ?? null;
          return false;
        case 'done':
          generator = data.generator ?? '';
          at = new Date().toISOString();
          become(data.finish_reason === 'stopped' ? 'stopped' : 'done');
          if (data.finish_reason === 'length') tell('The reply reached the most it may take, and ends here.');
          return true;
        case 'error': {
          const { heading, advice } = explain(problemFrom(Number(data.status), data));
          trouble.replaceChildren(el('strong', {}, heading), ' ', advice);
          trouble.hidden = false;
          become('failed');
          return true;
        }
        default:
          return false; // An event of a newer library: nothing this page needs.
      }
    },
  };
}
