import * as L from '../leaflet.js';
import { dayOf } from '../days.js';
import { element } from '../element.js';
import { formatArea, formatShortDay, nameIn } from '../format.js';
import { measurementOf } from '../controls/rows.js';
import { t } from '../i18n.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {{path: Element, status: string}} Face
 */

/**
 * Says beside the pointer whose the zone under it is.
 * @param {L.Map} map
 * @param {State} state
 * @param {SVGSVGElement} root that the zones are drawn in
 * @param {(zone: number | null) => void} mark called with the index of the zone under the pointer, null when it leaves
 */
export function createZoneTip(map, state, root, mark) {
  const text = element('span');
  const tooltip = new L.Tooltip({ direction: 'top', offset: [0, -10], className: 'map-tip', opacity: 1 }).setContent(text);
  /** @type {Face[]} */
  let faces = [];
  /** @type {Element | null} */
  let under = null;
  /** @param {number} zone */
  const enter = (zone) => {
    under = faces[zone]?.path ?? null;
    mark(under && zone);
    if (under) text.textContent = tipText(faces[zone].status, state.values);
    else map.closeTooltip(tooltip);
  };
  /** @param {MouseEvent} event */
  const onMove = (event) => {
    const zone = event.buttons ? -1 : faces.findIndex(({ path }) => path === event.target);
    if (faces[zone]?.path !== under) enter(zone);
    if (under) map.openTooltip(tooltip.setLatLng(map.mouseEventToLatLng(event)));
  };
  root.addEventListener('mouseover', onMove);
  root.addEventListener('mousemove', onMove);
  root.addEventListener('mouseleave', () => enter(-1));
  return {
    /** The zones are these now. @param {Face[]} drawn */
    follow(drawn) {
      faces = drawn;
      if (under) enter(faces.findIndex(({ path }) => path === under));
    },
  };
}

/**
 * “Held by Ukraine, 1,040 km², map of 29 Aug 2024”: of all zones of that status.
 * @param {string} status
 * @param {Readonly<Values>} values
 */
function tipText(status, { language, layer, zones, whole }) {
  const known = layer?.statuses.find(({ id }) => id === status);
  const name = known ? nameIn(language, known.name) : status;
  if (!zones) return name;
  const measured = whole && measurementOf(whole.results, zones.snapshot.id);
  const area = measured?.areas.find((part) => part.status === status)?.area_km2;
  const date = formatShortDay(language, dayOf(zones.snapshot.valid_at));
  if (area === undefined) return `${name}, ${date}`;
  return t(language, 'map.tip', { status: name, area: formatArea(language, area), date });
}
