import * as L from '../leaflet.js';
import { element } from '../element.js';
import { formatArea, formatLength } from '../format.js';
import { lengthsAlong, measureRing } from '../geodesy.js';
import { t } from '../i18n.js';

/**
 * The running numbers beside what is drawn: along a line the length up to each corner, in an area its km².
 *
 * @typedef {import('../types.js').Position} Position
 * @typedef {{at: Position, text: string}} Note
 */

/**
 * @param {L.Map} map
 * @param {import('../state.js').State} state
 */
export function createMeasureTip(map, state) {
  /** @type {L.Tooltip[]} */
  const tips = [];
  /** @param {Note[]} notes */
  const show = (notes) => {
    while (tips.length > notes.length) tips.pop()?.remove();
    while (tips.length < notes.length) tips.push(new L.Tooltip({ permanent: true, direction: 'top', offset: [0, -8], className: 'map-tip measure-tip' }));
    // One that is there already is moved: another one in its place would fade in at each movement of the pointer.
    notes.forEach(({ at: [lon, lat], text }, i) => tips[i].setLatLng([lat, lon]).setContent(element('span', {}, text)).addTo(map));
  };
  return {
    /**
     * @param {'line' | 'area'} kind
     * @param {Position[]} corners
     */
    show: (kind, corners) => show(kind === 'line' ? alongLine(state.values.language, corners) : inArea(state.values.language, corners)),
    hide: () => show([]),
  };
}

/** @param {import('../types.js').Language} language @param {Position[]} corners @returns {Note[]} */
function alongLine(language, corners) {
  return lengthsAlong(corners).slice(1).map((km, i) => ({ at: corners[i + 1], text: formatLength(language, km) }));
}

/** @param {import('../types.js').Language} language @param {Position[]} corners @returns {Note[]} */
function inArea(language, corners) {
  if (corners.length < 3) return [];
  const { areaKm2 } = measureRing(corners);
  return [{ at: middleOf(corners), text: t(language, 'area', { area: formatArea(language, areaKm2) }) }];
}

/** @param {Position[]} corners @returns {Position} */
function middleOf(corners) {
  const [lon, lat] = corners.reduce(([x, y], [lon1, lat1]) => [x + lon1, y + lat1], [0, 0]);
  return [lon / corners.length, lat / corners.length];
}
