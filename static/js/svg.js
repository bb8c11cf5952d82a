const namespace = 'http://www.w3.org/2000/svg';

/**
 * Makes an SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} children strings become text
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/**
 * Makes parent hold what is wanted and nothing else. What it holds already, by the same key, stays untouched, so that the
 * browser need not lay it out and paint it anew; the rest is put behind.
 * @template {Element} T
 * @param {Element} parent
 * @param {Map<string, T>} held what parent holds by key; brought up to date
 * @param {Map<string, () => T>} wanted
 */
export function keep(parent, held, wanted) {
  for (const [key, node] of held) {
    if (wanted.has(key)) continue;
    node.remove();
    held.delete(key);
  }
  for (const [key, make] of wanted) {
    if (held.has(key)) continue;
    const node = make();
    held.set(key, node);
    parent.append(node);
  }
}
