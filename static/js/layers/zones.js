import L from 'leaflet';
import { dayOf } from '../days.js';
import { element } from '../element.js';
import { formatArea, formatShortDay, nameIn } from '../format.js';
import { t } from '../i18n.js';
import { linesOf } from './border.js';
import { borderTest, deriveLines } from './contact.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('./contact.js').Position} Position
 * @typedef {import('./contact.js').ContactLine} ContactLine
 * @typedef {{group: L.LayerGroup, renderer: L.Renderer}} Sheet
 */

/**
 * Draws the zones of the shown snapshot, their outer edges and the line of contact, and says on hover whose a zone is.
 * @param {L.Map} map
 * @param {State} state
 */
export function createZones(map, state) {
  const sheet = { group: L.layerGroup().addTo(map), renderer: L.svg({ pane: 'zones', padding: 0.5 }) };
  let onBorder = borderTest([]);
  state.watch(['border'], ({ border }) => { onBorder = borderTest(linesOf(border)); });
  state.watch(['zones', 'border'], (values) => {
    draw(sheet, values, onBorder, () => state.values);
    tell(map.getContainer(), values.zones);
  });
}

/**
 * Says on the map itself which snapshot is drawn, for programs that look at the page.
 * @param {HTMLElement} container
 * @param {import('../types.js').Zones | null} zones
 */
function tell(container, zones) {
  if (zones) Object.assign(container.dataset, { snapshot: zones.snapshot.id, day: dayOf(zones.snapshot.valid_at) });
  else ['snapshot', 'day'].forEach((name) => delete container.dataset[name]);
}

/**
 * @param {Sheet} sheet
 * @param {Readonly<Values>} values
 * @param {import('./contact.js').OnBorder} onBorder
 * @param {() => Readonly<Values>} present
 */
function draw(sheet, { zones, layer }, onBorder, present) {
  sheet.group.clearLayers();
  if (!zones || !layer) return;
  const flat = zones.features.map(({ properties, geometry }) => (
    { status: properties.status, rings: /** @type {Position[][]} */ (geometry.coordinates) }));
  const held = new Map(layer.statuses.filter((status) => status.held).map(({ id, party }) => [id, party ?? id]));
  const { contact, outer } = deriveLines(flat, held, onBorder);
  const polygons = flat.map(({ status, rings }) => polygon(sheet, status, rings));
  for (const { zone, line } of outer) {
    const { status } = flat[zone];
    polyline(sheet, line, 'outer', `var(--gz-${status}-${held.has(status) ? 'ink' : 'tick'})`);
  }
  for (const { line } of contact) polyline(sheet, line, 'contact-case');
  const lines = contact.map((part) => ({ part, drawn: polyline(sheet, part.line, 'contact') }));
  polygons.forEach((zone, i) => addHover(zone, i, flat[i].status, lines, present));
}

/**
 * @param {Sheet} sheet
 * @param {string} status
 * @param {Position[][]} rings
 */
function polygon({ group, renderer }, status, rings) {
  return L.polygon(rings.map(toLeaflet), {
    renderer, pane: 'zones', stroke: false, fillColor: `url(#gz-${CSS.escape(status)})`, fillOpacity: 1,
    className: 'zone', smoothFactor: 0,
  }).addTo(group);
}

/**
 * @param {Sheet} sheet
 * @param {Position[]} line
 * @param {string} className
 * @param {string} [colour] if it is not the class's own
 */
function polyline({ group, renderer }, line, className, colour) {
  const drawn = L.polyline(toLeaflet(line), {
    renderer, pane: 'zones', interactive: false, className, fill: false, smoothFactor: 0,
  }).addTo(group);
  const path = /** @type {SVGElement | undefined} */ (drawn.getElement());
  if (colour) path?.style.setProperty('--edge', colour);
  return drawn;
}

/**
 * @param {Position[]} positions
 * @returns {L.LatLngTuple[]}
 */
function toLeaflet(positions) {
  return positions.map(([lon, lat]) => [lat, lon]);
}

/**
 * @param {L.Polygon} zone
 * @param {number} index
 * @param {string} status
 * @param {{part: ContactLine, drawn: L.Polyline}[]} lines
 * @param {() => Readonly<Values>} present
 */
function addHover(zone, index, status, lines, present) {
  const own = lines.filter(({ part }) => part.zones.includes(index)).map(({ drawn }) => drawn.getElement());
  /** @param {boolean} on */
  const mark = (on) => own.forEach((path) => path?.classList.toggle('is-hovered', on));
  zone.on('mouseover', () => mark(true));
  zone.on('mouseout', () => mark(false));
  const text = element('span');
  zone.bindTooltip(() => {
    text.textContent = tipText(status, present());
    return text;
  }, { sticky: true, direction: 'top', offset: [0, -10], className: 'map-tip', opacity: 1 });
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
  const measured = whole?.results.find(({ snapshot }) => snapshot.id === zones.snapshot.id);
  const area = measured?.areas.find((part) => part.status === status)?.area_km2;
  const date = formatShortDay(language, dayOf(zones.snapshot.valid_at));
  if (area === undefined) return `${name}, ${date}`;
  return t(language, 'map.tip', { status: name, area: formatArea(language, area), date });
}
