import { svg } from '../svg.js';

/**
 * Makes what the page has drawn stand by itself: every look that the stylesheets give is written into the element, in words
 * that programs know which read no stylesheet.
 */

/** What is written unless it is this, which holds where nothing is said. @type {Record<string, Record<string, string>>} */
const looks = {
  shape: {
    'fill-opacity': '1', 'stroke-opacity': '1', 'fill': 'rgb(0, 0, 0)', 'stroke': 'none', 'stroke-width': '1px', 'stroke-dasharray': 'none',
    'stroke-linecap': 'butt', 'stroke-linejoin': 'miter', 'opacity': '1', 'paint-order': 'normal',
  },
  text: { 'font-size': '', 'font-weight': '', 'letter-spacing': 'normal', 'text-anchor': 'start' },
  group: { opacity: '1' },
};
const texts = new Set(['text', 'tspan']);
const shapes = new Set(['path', 'line', 'circle', 'rect', 'polyline', 'polygon', 'ellipse', ...texts]);
const dropped = ['class', 'style', 'tabindex', 'role'];

/**
 * A copy of an SVG element with all that is in it and can be seen. The element must be part of the page.
 * @param {Element} original
 * @param {(id: string) => string} rename what each id is called in the copy
 * @returns {Element | null} null where it is not displayed
 */
export function standalone(original, rename) {
  const style = getComputedStyle(original);
  if (style.display === 'none') return null;
  const copy = /** @type {Element} */ (original.cloneNode(false));
  for (const name of [...dropped, ...copy.getAttributeNames().filter((n) => /^(data|aria)-/.test(n))]) copy.removeAttribute(name);
  writeLooks(copy, style, rename);
  if (original.id) copy.id = rename(original.id);
  const href = original.getAttribute('href');
  if (href?.startsWith('#')) copy.setAttribute('href', `#${rename(href.slice(1))}`);
  for (const child of original.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    const inner = child instanceof Element && standalone(child, rename);
    if (inner) copy.append(inner);
  }
  return copy;
}

/**
 * @param {Element} copy
 * @param {CSSStyleDeclaration} style
 * @param {(id: string) => string} rename
 */
function writeLooks(copy, style, rename) {
  if (shapes.has(copy.localName)) write(copy, style, looks.shape);
  if (texts.has(copy.localName)) writeText(copy, style);
  if (copy.localName === 'g') write(copy, style, looks.group);
  for (const name of ['fill', 'stroke']) {
    const id = /^url\(#(.*)\)$/.exec(copy.getAttribute(name) ?? '')?.[1];
    if (id) copy.setAttribute(name, `url(#${rename(id)})`);
  }
}

/** @param {Element} copy @param {CSSStyleDeclaration} style */
function writeText(copy, style) {
  write(copy, style, looks.text);
  // The picture as a whole is set in the other face.
  if (style.fontFamily.includes('Serif')) copy.setAttribute('font-family', style.fontFamily.replaceAll('"', "'"));
}

/**
 * @param {Element} copy
 * @param {CSSStyleDeclaration} style
 * @param {Record<string, string>} initial
 */
function write(copy, style, initial) {
  for (const [name, unsaid] of Object.entries(initial)) {
    const value = style.getPropertyValue(name);
    copy.removeAttribute(name);
    if (value === unsaid) continue;
    // A paint may bring an opacity of its own: those of the element are written by then.
    if (name === 'fill' || name === 'stroke') writePaint(copy, name, value);
    else copy.setAttribute(name, value.replace(/(\d)px/g, '$1'));
  }
}

/**
 * @param {Element} copy
 * @param {'fill' | 'stroke'} name
 * @param {string} value
 */
function writePaint(copy, name, value) {
  const { colour, opacity } = plainPaint(value);
  copy.setAttribute(name, colour);
  const written = Number(copy.getAttribute(`${name}-opacity`) ?? 1);
  if (opacity < 1) copy.setAttribute(`${name}-opacity`, String(opacity * written));
}

/**
 * A computed paint as SVG has had it from the start: #rrggbb, and the opacity apart.
 * @param {string} paint
 * @returns {{colour: string, opacity: number}}
 */
export function plainPaint(paint) {
  if (paint.startsWith('url(')) return { colour: paint.replaceAll('"', ''), opacity: 1 };
  const mixed = /^color\(srgb /.test(paint);
  if (!mixed && !/^rgba?\(/.test(paint)) return { colour: paint, opacity: 1 };
  const [red, green, blue, alpha = 1] = (paint.replace(/^color\(srgb /, '').match(/[\d.]+(e-\d+)?/g) ?? []).map(Number);
  const bytes = [red, green, blue].map((part) => Math.round(Math.min(255, mixed ? part * 255 : part)));
  return { colour: `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`, opacity: alpha };
}

/**
 * All that is drawn as SVG in a container, the lowest first, as groups that lie where it lies there.
 * @param {Element} container
 * @param {string} name put before each id of what lies in it, which another map may have too
 * @returns {SVGGElement[]}
 */
export function drawingsIn(container, name) {
  const named = new Set([...container.querySelectorAll('[id]')].map(({ id }) => id));
  /** @param {string} id */
  const rename = (id) => (named.has(id) ? `${name}-${id}` : id);
  const corner = container.getBoundingClientRect();
  const roots = [...container.querySelectorAll('svg')].filter((root) => !root.parentElement?.closest('svg'));
  return roots.sort((a, b) => paneOrder(a) - paneOrder(b)).flatMap((root) => {
    const copy = standalone(root, rename);
    if (!copy) return [];
    const { left, top } = root.getBoundingClientRect();
    const { x, y } = root.viewBox.baseVal ?? { x: 0, y: 0 };
    const by = [left - corner.left - x, top - corner.top - y].map((pixels) => Math.round(pixels * 100) / 100);
    return [svg('g', { transform: `translate(${by.join(' ')})` }, ...copy.childNodes)];
  });
}

/** @param {Element} root in a pane of the map */
function paneOrder(root) {
  const pane = root.closest('.leaflet-pane:not(.leaflet-map-pane)');
  return pane ? Number(getComputedStyle(pane).zIndex) || 0 : 0;
}
