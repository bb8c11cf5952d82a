import { otherLayer } from '../layerchoice.js';
import { svg } from '../svg.js';

/**
 * The grounds of statuses: for each a pattern `gz-ID` for the map and a finer `gz-ID-s` for swatches and the chart, stripes
 * `gz-ID-was` for ground that had it and has another now, and the custom properties `--gz-ID-fill`, `-tick` and `-ink` that they, and everybody else, take their colours from.
 *
 * @typedef {import('../types.js').Status} Status
 * @typedef {import('../state.js').State} State
 * @typedef {{size: number, dot: number, line: number}} Grain
 */

/** The vocabulary that tokens.css has colours for, light and dark. @type {Record<string, string>} */
const ours = { ua: '#7fabdc', ru: '#f0ba8e', grey: '#d9d5cb' };

/** @type {Record<string, {map: Grain, small: Grain}>} */
const grains = {
  dots: { map: { size: 7, dot: 0.95, line: 0 }, small: { size: 4, dot: 0.65, line: 0 } },
  hatch: { map: { size: 6, dot: 0, line: 1.3 }, small: { size: 4, dot: 0, line: 1.2 } },
  grid: { map: { size: 8, dot: 0, line: 1.1 }, small: { size: 5, dot: 0, line: 0.9 } },
};

/**
 * Keeps the patterns of the statuses of the layers that are shown in an svg element of no size. A status that both have looks as
 * the first one has it.
 * @param {State} state
 * @returns {SVGSVGElement}
 */
export function createPatterns(state) {
  const defs = svg('defs');
  state.watch(['layer', 'layers', 'with'], (values) => {
    const first = values.layer?.statuses ?? [];
    const statuses = [...first, ...(otherLayer(values)?.statuses ?? []).filter(({ id }) => !first.some((one) => one.id === id))];
    statuses.forEach(setColours);
    defs.replaceChildren(stripesOfLand(), ...mapPatterns(statuses), ...statuses.flatMap((status) => [pattern(status, '-s'), stripes(status)]));
  });
  return svg('svg', { class: 'patterns', width: 0, height: 0, 'aria-hidden': 'true' }, defs);
}

/** The patterns of the map. @param {Status[]} statuses */
export function mapPatterns(statuses) {
  return statuses.map((status) => pattern(status, ''));
}

/**
 * Derives tick, ink and the dark values of a status that has none in tokens.css.
 * @param {Status} status
 */
export function setColours({ id, colour }) {
  const root = document.documentElement.style;
  const own = ours[id] === colour.toLowerCase();
  /** @type {Record<string, [light: string, dark: string]>} */
  const derived = {
    // Darker in proportion: a pale colour would shine out of a dark page, and lose its hue if black were mixed in.
    fill: [colour, `oklch(from ${colour} calc(l * .56) calc(c * 1.25) h)`],
    tick: [mix(colour, 55, '#000'), mix(colour, 75, '#fff')],
    ink: [mix(colour, 42, '#000'), mix(colour, 60, '#fff')],
  };
  for (const [part, [light, dark]] of Object.entries(derived)) {
    if (own) root.removeProperty(`--gz-${id}-${part}`);
    else root.setProperty(`--gz-${id}-${part}`, `light-dark(${light}, ${dark})`);
  }
}

/**
 * @param {string} colour
 * @param {number} percent of it
 * @param {string} other
 */
function mix(colour, percent, other) {
  return `color-mix(in srgb, ${colour} ${percent}%, ${other})`;
}

/**
 * @param {Status} status
 * @param {'' | '-s'} suffix
 */
function pattern({ id, texture }, suffix) {
  const grain = grains[texture]?.[suffix ? 'small' : 'map'] ?? { size: 8, dot: 0, line: 0 };
  const { size, dot, line } = grain;
  const tick = `fill:var(--gz-${id}-tick)`;
  const node = svg('pattern', { id: `gz-${id}${suffix}`, width: size, height: size, patternUnits: 'userSpaceOnUse' });
  if (texture === 'hatch') node.setAttribute('patternTransform', 'rotate(45)');
  node.append(svg('rect', { width: size, height: size, style: `fill:var(--gz-${id}-fill)` }));
  for (const at of dot ? [size / 4, (size * 3) / 4] : []) node.append(svg('circle', { cx: at, cy: at, r: dot, style: tick }));
  if (line) node.append(svg('rect', { width: line, height: size, style: tick }));
  if (texture === 'grid') node.append(svg('rect', { width: size, height: line, style: tick }));
  return node;
}

/**
 * Stripes that lean the other way than any texture of a status: whose it was, over what it is, or what another layer says.
 * @param {Status} status
 */
function stripes({ id, held }) {
  return held ? leaning(id, 8, 3.2, `var(--gz-${id}-ink)`) : leaning(id, 7, 1.4, `var(--gz-${id}-tick)`);
}

/** Stripes of ground in no zone: of no status. */
function stripesOfLand() {
  return leaning('', 8, 3.2, 'var(--gz-land)');
}

/**
 * @param {string} id
 * @param {number} size
 * @param {number} width
 * @param {string} colour
 */
function leaning(id, size, width, colour) {
  return svg('pattern', {
    id: `gz-${id}-was`, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)',
  }, svg('rect', { width, height: size, style: `fill:${colour}` }));
}
