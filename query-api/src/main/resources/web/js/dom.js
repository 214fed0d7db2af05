/** Building and finding elements. Text always goes in as text nodes, so book text is never markup. */

/** @typedef {Node|string|number|null|undefined|false} Child */

/**
 * @param {Element} node
 * @param {Record<string, unknown>} attributes `null`, `undefined` and `false` are left out; a
 *   function under `onclick` and the like becomes a listener
 * @param {Child[]} children
 */
function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') {
      node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      node.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  furnish(node, attributes, children);
  return node;
}

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  furnish(node, attributes, children);
  return node;
}

/**
 * The element of index.html with this id; a missing one is a bug and says so.
 *
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} [type]
 * @returns {E}
 */
export function byId(id, type) {
  const node = document.getElementById(id);
  const wanted = type ?? HTMLElement;
  if (!(node instanceof wanted)) throw new Error(`index.html has no ${wanted.name} #${id}`);
  return /** @type {E} */ (node);
}

/**
 * Does something when a button is pressed, once at a time. The button is not disabled meanwhile,
 * which would take the focus from it.
 *
 * @param {HTMLElement} button @param {() => Promise<unknown>} work
 */
export function onPress(button, work) {
  button.addEventListener('click', async () => {
    if (button.hasAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await work();
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}

/** @type {ReturnType<typeof setTimeout>|undefined} */
let pendingAnnouncement;

/**
 * Tells a screen reader, politely. Only the last of several quick messages is spoken, so typing
 * is not answered letter by letter.
 *
 * @param {string} message
 */
export function announce(message) {
  clearTimeout(pendingAnnouncement);
  pendingAnnouncement = setTimeout(() => {
    byId('announcer').textContent = message;
  }, 500);
}

/** @param {number} count @param {string} one @param {string} many */
export function counted(count, one, many) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
