/** How credits are earned and what they buy, in words. */
import { counted, el } from './dom.js';

/** @typedef {import('./types.js').Me} Me */

/** @type {Record<string, string>} */
const WAYS = {
  asking: 'Asking the book a question earns',
  saving: 'Saving a page that you wrote earns',
};

/** @param {Me} me */
export function waysToEarn(me) {
  return el('ul', { class: 'earning' }, ...Object.entries(me.earning ?? {})
    .filter(([, rate]) => rate.credits > 0 && rate.most_a_day > 0)
    .map(([way, rate]) => el('li', {},
      `${WAYS[way] ?? `${way} earns`} ${counted(rate.credits, 'credit', 'credits')}, up to ${rate.most_a_day} times a day.`)));
}

/** @param {number} amount */
const plain = (amount) => amount.toLocaleString('en', { maximumFractionDigits: 3 });

/** @param {Me} me */
export function priceTable(me) {
  if (!me.prices?.length) return null;
  return el('table', { class: 'prices' },
    el('caption', {}, `What talking costs, in credits for ${plain(me.prices[0].per_tokens)} tokens; a token is about three quarters of a word.`),
    el('thead', {}, el('tr', {}, ...['Written by', 'Reading', 'Writing', 'At least'].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, ...me.prices.map((price) => el('tr', {},
      el('th', { scope: 'row' }, modelName(price.model)),
      ...[price.prompt, price.completion, price.least].map((amount) => el('td', {}, plain(amount)))))));
}

/** @param {string} model */
export const modelName = (model) => (model === 'extractive' ? 'the book’s own words' : model === '*' || model === 'default' ? 'any other model' : model);

/** What a reader can do who has too little. @param {Me|null} me @param {{price?: number, balance?: number}} facts */
export function shortOfCredits(me, { price, balance }) {
  const have = balance ?? me?.account.balance ?? 0;
  return [
    el('h2', {}, 'Not enough credits'),
    el('p', {}, price === undefined
      ? `This message may cost more than the ${counted(have, 'credit', 'credits')} you have.`
      : `This message may cost up to ${counted(price, 'credit', 'credits')}, and you have ${plain(have)}. Only what the reply really takes is paid.`),
    me && me.account.reserved > 0 && el('p', {}, `${counted(me.account.reserved, 'credit is', 'credits are')} set aside for a reply that is still being written; what it leaves over comes back.`),
    me && waysToEarn(me),
    el('p', { class: 'notice-ways' }, el('a', { class: 'button', href: '#/ask' }, 'Ask the book'), el('a', { href: '#/ledger' }, 'See your ledger')),
  ].filter((node) => node !== null && node !== false);
}
