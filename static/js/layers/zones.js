import * as L from '../leaflet.js';
import { dayOf } from '../days.js';
import { atOnce, onceAtRest, oncePerFrame } from '../frames.js';
import { keep, svg } from '../svg.js';
import { linesOf } from './border.js';
import { borderCut, deriveLines } from './contact.js';
import { removeFirstZones } from './firstzones.js';
import { createZoneTip } from './zonetip.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Zones} Zones
 * @typedef {import('./projection.js').Projection} Projection
 * @typedef {import('./contact.js').ContactLine} ContactLine
 * @typedef {import('./contact.js').OuterLine} OuterLine
 */

const padding = 0.5; // of the view, drawn around it for the next move
/** @type {Pick<Zones, 'arcs' | 'zones'>} */
const nothing = { arcs: [], zones: [] };

/**
 * Draws the zones of the shown snapshot, their outer edges and the line of contact, and says on hover whose a zone is.
 * @param {L.Map} map
 * @param {State} state
 * @param {Projection} projection
 */
export function createZones(map, state, projection) {
  const sheet = createSheet(map);
  /** @type {ContactLine[]} */
  let contact = [];
  const tip = createZoneTip(map, state, sheet.root, (zone) => (
    sheet.mark(pathOf(contact.filter(({ zones }) => zones.some((one) => one === zone)), projection))));
  let offBorder = borderCut(linesOf(state.values.border));
  function* draw() {
    const { zones, layer } = state.values;
    const shown = zones ?? nothing;
    // What lies on the border is looked for once, edge by edge, and known then.
    for (const reference of shown.zones.flatMap(({ rings }) => rings.flat())) {
      offBorder(shown.arcs[reference < 0 ? ~reference : reference]);
      yield;
    }
    const held = new Map((layer?.statuses ?? []).filter((status) => status.held).map(({ id, party }) => [id, party ?? id]));
    const lines = deriveLines(shown, held, offBorder);
    contact = lines.contact;
    tip.follow(sheet.drawZones(shown.zones.map((zone) => ({ status: zone.status, d: projection.paths.zone(zone, shown.arcs) }))));
    sheet.drawLines(pathOf(contact, projection), outerPaths(lines.outer, shown.zones, held, projection));
    removeFirstZones(map.getContainer());
    tell(map.getContainer(), zones);
  }
  const drawLater = onceAtRest(draw);
  state.watch(['zones', 'layer'], oncePerFrame(draw));
  state.onChange(['border'], ({ border }) => {
    offBorder = borderCut(linesOf(border));
    drawLater();
  });
  map.on('viewreset zoomend', () => atOnce(draw()));
}

/**
 * Says on the map itself which snapshot is drawn, for programs that look at the page.
 * @param {HTMLElement} container
 * @param {Zones | null} zones
 */
function tell(container, zones) {
  if (zones) Object.assign(container.dataset, { snapshot: zones.snapshot.id, day: dayOf(zones.snapshot.valid_at) });
  else ['snapshot', 'day'].forEach((name) => delete container.dataset[name]);
}

/**
 * @param {{line: import('../types.js').Position[]}[]} lines
 * @param {Projection} projection
 */
function pathOf(lines, projection) {
  return lines.map(({ line }) => projection.paths.line(line)).join('');
}

/**
 * @param {OuterLine[]} outer
 * @param {import('../types.js').Zone[]} zones
 * @param {Map<string, string>} held
 * @param {Projection} projection
 * @returns {{d: string, colour: string}[]} one for each status
 */
function outerPaths(outer, zones, held, projection) {
  const statuses = [...new Set(zones.map(({ status }) => status))];
  return statuses.map((status) => ({
    d: pathOf(outer.filter(({ zone }) => zones[zone].status === status), projection),
    colour: `var(--gz-${status}-${held.has(status) ? 'ink' : 'tick'})`,
  }));
}

/**
 * The ground that it is drawn on: some of the map around the view too, in pixels of the map's layers. The lines lie apart from
 * the zones: what changed is drawn between.
 * @param {L.Map} map
 */
function createSheet(map) {
  const [zones, outer] = [svg('g'), svg('g')];
  const casing = svg('path', { class: 'contact-case' });
  const contact = svg('path', { class: 'contact' });
  const marked = svg('path', { class: 'contact is-hovered' });
  /** @param {...SVGElement} parts */
  const sheet = (...parts) => svg('svg', { class: 'zones', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...parts);
  const root = sheet(zones);
  placeOver(map, root, 'zones');
  placeOver(map, sheet(outer, casing, contact, marked), 'lines');
  /** @type {Map<string, SVGPathElement>} */
  const drawn = new Map();
  return {
    root,
    /** @param {string} d */
    mark: (d) => setPath(marked, d),
    /** @param {{status: string, d: string}[]} faces @returns {{path: SVGPathElement, status: string}[]} */
    drawZones(faces) {
      keep(zones, drawn, new Map(faces.map(({ status, d }) => (
        [status + d, () => svg('path', { class: 'zone', fill: `url(#gz-${CSS.escape(status)})`, d })]))));
      return faces.map(({ status, d }) => ({ status, path: /** @type {SVGPathElement} */ (drawn.get(status + d)) }));
    },
    /** @param {string} d @param {{d: string, colour: string}[]} edges */
    drawLines(d, edges) {
      for (const path of [casing, contact]) setPath(path, d);
      while (outer.children.length < edges.length) outer.append(svg('path', { class: 'outer' }));
      [...outer.children].forEach((path, i) => {
        setPath(path, edges[i]?.d ?? '');
        /** @type {SVGElement} */ (path).style.setProperty('--edge', edges[i]?.colour ?? '');
      });
    },
  };
}

/**
 * To set what is there already would have it painted anew.
 * @param {Element} path
 * @param {string} d
 */
function setPath(path, d) {
  if ((path.getAttribute('d') ?? '') !== d) path.setAttribute('d', d);
}

/**
 * Puts root over the map, and lets it follow.
 * @param {L.Map} map
 * @param {SVGSVGElement} root
 * @param {string} pane
 */
function placeOver(map, root, pane) {
  const bounds = () => {
    const size = map.getSize();
    const min = map.containerPointToLayerPoint(size.multiplyBy(-padding)).round();
    const max = min.add(size.multiplyBy(1 + 2 * padding)).round();
    root.setAttribute('viewBox', `${min.x} ${min.y} ${max.x - min.x} ${max.y - min.y}`);
    return new L.LatLngBounds(map.layerPointToLatLng(min), map.layerPointToLatLng(max));
  };
  const overlay = new L.SVGOverlay(root, bounds(), { pane }).addTo(map);
  map.on('moveend', () => overlay.setBounds(bounds()));
}
