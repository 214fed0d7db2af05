/** Shows /openapi.json: every route with what it takes, what it answers and how it fails. */

import './theme.js';
import { byId, el } from './dom.js';

/** @typedef {Record<string, any>} Json */

const METHODS = ['get', 'post', 'put', 'delete'];

/** @type {Json} */
let spec = {};

/** @param {Json} node @returns {Json} what a reference points to, with what stands beside it */
function resolved(node) {
  if (!node || typeof node.$ref !== 'string') return node ?? {};
  const { $ref, ...beside } = node;
  const target = $ref.slice(2).split('/').reduce((/** @type {any} */ at, /** @type {string} */ key) =>
    at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], spec);
  return { ...resolved(target), ...beside };
}

/** `code` in backticks becomes an element; all else stays text. @param {string} text */
function words(text) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? el('code', {}, part) : part));
}

/** @param {string|undefined} text */
function paragraphs(text) {
  return (text ?? '').trim().split(/\n\s*\n/).filter(Boolean).map((part) => el('p', {}, ...words(part)));
}

/** @param {Json} given */
function typeOf(given) {
  const schema = resolved(given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ one) => String(one)).join(' | ');
  if (schema.oneOf) return schema.oneOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'anything'}`;
  const types = [schema.type ?? 'anything'].flat().join(' or ');
  return schema.format ? `${types}, ${schema.format}` : types;
}

/** @param {Json} schema */
function bounds(schema) {
  const parts = [];
  const low = schema.minimum ?? schema.minLength ?? schema.minItems;
  const high = schema.maximum ?? schema.maxLength ?? schema.maxItems;
  if (low !== undefined && high !== undefined) parts.push(`${low} to ${high}`);
  else if (low !== undefined) parts.push(`at least ${low}`);
  else if (high !== undefined) parts.push(`at most ${high}`);
  if (schema.default !== undefined) parts.push(`default ${JSON.stringify(schema.default)}`);
  return parts.length ? ` (${parts.join('; ')})` : '';
}

/**
 * One row for each field, those of objects inside behind their own. What several fields have the
 * shape of is laid out below the first.
 *
 * @param {Json} given @param {string} [before] @param {Set<string>} [seen] references laid out
 * @returns {HTMLElement[]}
 */
function rows(given, before = '', seen = new Set()) {
  if (given?.$ref) {
    if (seen.has(given.$ref)) return [];
    seen.add(given.$ref);
  }
  const schema = resolved(given);
  if (schema.type === 'array') return rows(schema.items, `${before}[].`.replace('.[]', '[]'), seen);
  const needed = schema.required ?? [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, raw]) => {
    const field = resolved(/** @type {Json} */ (raw));
    const full = (before + name).replaceAll('.[]', '[]');
    const row = el('tr', {},
      el('th', { scope: 'row' }, full, needed.includes(name) ? '' : '?'),
      el('td', { class: 'docs-type' }, typeOf(field), bounds(field)),
      el('td', {}, ...words(field.description ?? '')));
    return [row, ...rows(/** @type {Json} */ (raw), `${full}.`, seen)];
  });
}

/** @param {string} title @param {HTMLElement[]} body */
function table(title, body) {
  return body.length === 0 ? null : el('table', { class: 'docs-fields' },
    el('caption', { class: 'visually-hidden' }, title), el('tbody', {}, ...body));
}

/** @param {unknown} value */
function code(value) {
  return el('pre', { class: 'docs-code', tabindex: 0 }, JSON.stringify(value, null, 2));
}

/** @param {Json} item @param {Json} operation */
function parameters(item, operation) {
  const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolved);
  return all.length === 0 ? [] : [
    el('h4', {}, 'Parameters'),
    table('Parameters', all.map((one) => el('tr', {},
      el('th', { scope: 'row' }, one.name, one.required ? '' : '?'),
      el('td', { class: 'docs-type' }, `${typeOf(one.schema)}, in ${one.in}`),
      el('td', {}, ...words(one.description ?? ''))))),
  ];
}

/** @param {Json} operation */
function request(operation) {
  const body = resolved(operation.requestBody).content?.['application/json'];
  if (!body) return [];
  const examples = Object.values(body.examples ?? {}).map((example) => {
    const { summary, value } = /** @type {Json} */ (example);
    return el('details', {}, el('summary', {}, `Example: ${summary}`), code(value));
  });
  return [el('h4', {}, 'Body'), table('Body', rows(body.schema)), ...examples];
}

/** @param {Json} operation */
function answers(operation) {
  const good = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
  return good.flatMap(([status, raw]) => {
    const response = resolved(/** @type {Json} */ (raw));
    const types = Object.keys(response.content ?? {});
    const fields = rows(response.content?.['application/json']?.schema ?? {});
    return [
      el('h4', {}, [`Answer ${status}`, ...types].join(' · ')),
      el('p', {}, ...words(response.description)),
      fields.length ? el('details', {}, el('summary', {}, 'Its fields'), table(`Fields of answer ${status}`, fields)) : null,
    ];
  });
}

/** @param {Json} operation */
function problems(operation) {
  const bad = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
  return bad.length === 0 ? [] : [
    el('details', {}, el('summary', {}, `Problems: ${bad.map(([status]) => status).join(', ')}`),
      el('ul', { class: 'docs-problems' }, ...bad.map(([status, raw]) => {
        const response = resolved(/** @type {Json} */ (raw));
        const kinds = response.content?.['application/problem+json']?.schema?.properties?.type?.enum ?? [];
        return el('li', {}, el('b', {}, status), el('span', {}, response.description, ' ',
          el('code', {}, kinds.map((/** @type {string} */ kind) => kind.split(':').pop()).join(', '))));
      }))),
  ];
}

/** @param {string} verb */
function verbOf(verb) {
  return el('span', { class: 'docs-verb', 'data-verb': verb }, verb.toUpperCase());
}

/** @param {{path: string, verb: string, item: Json, operation: Json}} route */
function article({ path, verb, item, operation }) {
  const open = operation.security?.length === 0;
  return el('article', { class: 'docs-route', id: operation.operationId },
    el('h3', {}, verbOf(verb), path,
      el('span', { class: 'docs-role' }, open ? 'open' : operation['x-role'])),
    el('p', { class: 'docs-sum' }, operation.summary),
    ...paragraphs(operation.description),
    ...parameters(item, operation), ...request(operation), ...answers(operation), ...problems(operation));
}

/** @param {Json} read */
function show(read) {
  spec = read;
  const routes = Object.entries(spec.paths).flatMap(([path, item]) => METHODS
    .filter((verb) => item[verb])
    .map((verb) => ({ path, verb, item, operation: item[verb] })));
  const index = byId('docs-index');
  const body = byId('docs-body');
  body.append(el('h1', {}, spec.info.title), el('div', { class: 'docs-intro' }, ...paragraphs(spec.info.description)));
  for (const tag of spec.tags) {
    const own = routes.filter((route) => route.operation.tags.includes(tag.name));
    index.append(el('h2', {}, tag.name), ...own.map((route) =>
      el('a', { href: `#${route.operation.operationId}` }, verbOf(route.verb), route.path)));
    body.append(el('section', { class: 'docs-group' },
      el('h2', {}, tag.name), el('p', {}, ...words(tag.description)), ...own.map(article)));
  }
  byId('docs-loading').hidden = true;
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

try {
  const response = await fetch('/openapi.json');
  if (!response.ok) throw new Error(`status ${response.status}`);
  show(await response.json());
} catch (failure) {
  byId('docs-loading').textContent = 'The description could not be read; reload the page to try again.';
  console.error(failure);
}
