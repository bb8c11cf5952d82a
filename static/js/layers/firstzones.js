import { svg } from '../svg.js';
import { wholeOf } from './fitting.js';
import { projected } from './mercator.js';
import { mapPatterns, setColours } from './patterns.js';
import { pathsAt } from './projection.js';

/**
 * Draws the zones that the page came with, and nothing else, where the map will have them: it takes longer to come, and then puts
 * its own in their place.
 *
 * @param {HTMLElement} container of the map
 * @param {Pick<import('../types.js').Values, 'view' | 'layer' | 'zones'>} values
 * @param {import('./labels/boxes.js').Box[]} cards
 * @returns {Generator<void, void>} in parts
 */
export function* drawFirstZones(container, values, cards) {
  const size = { x: container.clientWidth, y: container.clientHeight };
  const whole = wholeOf(values, size, cards);
  const { layer, zones } = values;
  if (!whole || !layer || !zones) return;
  const middle = projected(whole.centre, whole.zoom);
  // Leaflet's pixels are whole ones of the screen.
  const paths = pathsAt(whole.zoom, { x: Math.round(middle.x - size.x / 2), y: Math.round(middle.y - size.y / 2) });
  yield;
  layer.statuses.forEach(setColours);
  const drawn = svg('svg', { class: 'zones first-zones', 'aria-hidden': 'true' }, svg('defs', {}, ...mapPatterns(layer.statuses)));
  for (const zone of zones.zones) {
    yield;
    drawn.append(svg('path', { class: 'zone', fill: `url(#gz-${CSS.escape(zone.status)})`, d: paths.zone(zone, zones.arcs) }));
  }
  container.prepend(drawn);
}

/** @param {HTMLElement} container @returns {boolean} whether there were any */
export function removeFirstZones(container) {
  const drawn = container.querySelector('.first-zones');
  drawn?.remove();
  return drawn !== null;
}
