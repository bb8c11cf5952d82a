import { t } from '../i18n.js';
import { svg } from '../svg.js';

const most = 140; // pixels; the next shorter step is then 56 at least
const mostSmall = 96; // where the view is small

/**
 * The scale bar, in two parts, some 60 to 140 pixels wide.
 * @param {import('leaflet').Map} map
 * @param {import('../state.js').State} state
 */
export function createScale(map, state) {
  const node = svg('svg', { class: 'scale', height: 24, role: 'img' });
  const redraw = () => {
    const { width, label, marks } = scaleBar(map, state.values.language);
    node.setAttribute('width', String(width));
    node.setAttribute('aria-label', label);
    node.replaceChildren(...marks);
  };
  map.on('moveend resize', redraw);
  state.watch(['language'], redraw);
  return node;
}

/**
 * The longest of 1, 2, 5, 10 … km that is no wider than the bar may be.
 * @param {number} metresPerPixel
 * @param {number} pixels
 * @returns {number} km
 */
function scaleLength(metresPerPixel, pixels) {
  const steps = [-2, -1, 0, 1, 2, 3].flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
  return steps.findLast((km) => (km * 1000) / metresPerPixel <= pixels) ?? steps[0];
}

/**
 * What the bar is made of at the middle of the map, 24 pixels high.
 * @param {import('leaflet').Map} map
 * @param {import('../types.js').Language} language
 */
export function scaleBar(map, language) {
  const { x, y } = map.getSize();
  const metres = map.distance(map.containerPointToLatLng([x / 2 - 50, y / 2]), map.containerPointToLatLng([x / 2 + 50, y / 2]));
  const metresPerPixel = metres / 100;
  const km = scaleLength(metresPerPixel, x < 600 ? mostSmall : most);
  const width = (km * 1000) / metresPerPixel;
  const label = `${km} ${t(language, 'unit.km')}`;
  const marks = [
    svg('text', { x: 12, y: 11, 'text-anchor': 'middle' }, '0'),
    svg('text', { x: 12 + width, y: 11, 'text-anchor': 'middle' }, label),
    svg('rect', { class: 'scale-box', x: 12.5, y: 16.5, width, height: 4.5 }),
    svg('rect', { class: 'scale-half', x: 12.5, y: 16.5, width: width / 2, height: 4.5 }),
  ];
  return { width: Math.ceil(width) + 34, label, marks };
}
