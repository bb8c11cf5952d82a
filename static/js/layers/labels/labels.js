import * as L from '../../leaflet.js';
import { nameIn } from '../../format.js';
import { onceAtRest, oncePerFrame } from '../../frames.js';
import { isHidden } from '../../hiding.js';
import { landOf } from '../../regions.js';
import { keep, svg } from '../../svg.js';
import { linesOf } from '../border.js';
import { latitudes } from '../ground.js';
import { projected } from '../mercator.js';
import { pinPlaces, pinSize } from '../pinplaces.js';
import { countryPlaces, placeAreaName, placeCountries, tiltOf } from './areanames.js';
import { boxAround, Occupied, overlap } from './boxes.js';
import { drawArcText, drawSettlement, drawSlanted, drawZoneName } from './drawing.js';
import { forgetWidths } from './measure.js';
import { areaText, borderCountryWidth, countryText, settlementWidth, zoneText } from './names.js';
import { Raster } from './raster.js';
import { dotBox, lookOf, placeSettlements } from './settlementnames.js';
import { placeZoneName } from './zonenames.js';

/**
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./boxes.js').Point} Point
 * @typedef {{occupied: Occupied, border: Point[][], countries: import('./areanames.js').CountryName[][],
 *   settlements: import('./settlementnames.js').SettlementName[], drawn: SVGElement, corner: L.Point}} Standing  what stays as it is from
 *   day to day, and the corner of the view that it was laid out in
 * @typedef {{map: L.Map, paths: import('../paths.js').Paths, values: Readonly<Values>, small: boolean, zoom: number,
 *   bounds: L.LatLngBounds, corner: L.Point, at: (position: import('geojson').Position) => Point}} View  what is seen when the layout begins, in whose pixels all of it is: corner
 *   is that of the view in pixels of the map's layers, `at` gives pixels of the view
 */

const smallBelow = 600; // pixels of width
const courseStep = 3; // pixels
const aboutPlace = 0.03; // degrees of latitude, about 3 km

/**
 * Draws the labels, and lays them out again after each move, for each day, language and layer, and when the fonts come.
 * @param {L.Map} map
 * @param {State} state
 * @param {import('../projection.js').Projection} projection
 * @param {import('../map.js').Cards} cards
 */
export function createLabels(map, state, projection, cards) {
  const [fixed, daily] = [svg('g'), svg('g')];
  const root = svg('svg', { class: 'labels leaflet-zoom-hide', 'aria-hidden': 'true' }, fixed, daily);
  map.getPane('labels')?.append(root);
  /** @type {Map<string, SVGElement>} */
  const held = new Map();
  /** @type {Standing | null} */
  let standing = null;
  function* lay() {
    // The end of the zoom is a move, after which all is laid out.
    if (!projection.isCurrent || !isReady(state.values)) return;
    const view = viewOf(map, projection, state.values);
    const { x, y } = map.getSize();
    const laid = standing ?? (yield* layOutStanding(view, x, y, cards()));
    const names = yield* layOutDay(view, laid);
    // It may have been zoomed meanwhile.
    if (!projection.isCurrent || projection.paths !== view.paths) return;
    if (!standing) {
      L.setPosition(/** @type {HTMLElement} */ (/** @type {unknown} */ (root)), view.corner);
      root.setAttribute('width', String(x));
      root.setAttribute('height', String(y));
      fixed.replaceChildren(laid.drawn);
      standing = laid;
    }
    keep(daily, held, names);
  }
  const [layDay, layDayLater] = [oncePerFrame(lay), onceAtRest(lay)];
  const layAll = () => {
    standing = null;
    // What was never there can wait.
    if (held.size > 0) layDay();
    else layDayLater();
  };
  const layLater = () => {
    standing = null;
    layDayLater();
  };
  map.on('moveend resize', layAll);
  map.on('cardschange', layLater);
  const onFonts = () => {
    forgetWidths();
    layLater();
  };
  document.fonts.addEventListener('loadingdone', onFonts);
  map.on('unload', () => document.fonts.removeEventListener('loadingdone', onFonts));
  state.watch(['regions', 'border', 'settlements', 'events', 'layer', 'failure'], layLater);
  state.onChange(['language', 'uploading', 'hide', 'place', 'pins'], layAll);
  state.onChange(['zones', 'day', 'mode'], layDay);
}

/**
 * @param {L.Map} map
 * @param {import('../projection.js').Projection} projection
 * @param {Readonly<Values>} values
 * @returns {View}
 */
function viewOf(map, projection, values) {
  const [zoom, origin, corner] = [map.getZoom(), map.getPixelOrigin(), map.containerPointToLayerPoint([0, 0])];
  return {
    map, paths: projection.paths, values, small: map.getSize().x < smallBelow, zoom, bounds: map.getBounds(), corner,
    at([lon, lat]) {
      const { x, y } = projected([lon, lat], zoom);
      return { x: Math.round(x - origin.x - corner.x), y: Math.round(y - origin.y - corner.y) };
    },
  };
}

/** What names stand on comes with the regions. @param {Readonly<Values>} values */
function isReady({ regions, failure }) {
  return regions !== null || failure !== null;
}

/**
 * The names of areas, where those of countries may stand, and the ground that cards and the marks of ranks 1 and 2 take.
 * @param {View} view
 * @param {number} width
 * @param {number} height
 * @param {import('../map.js').Box[]} cards
 * @returns {Generator<void, Standing>} in parts
 */
function* layOutStanding(view, width, height, cards) {
  const { map, values, small } = view;
  const occupied = new Occupied(width, height, cards);
  // The name of a mark that is not seen would name nothing.
  const settlements = marks(view).filter(({ dot }) => !cards.some((card) => overlap(card, boxAround(dot.x, dot.y, 0, 0))));
  yield;
  occupied.add(...settlements.filter(({ rank }) => rank <= 2).map(dotBox), ...pinBoxes(view));
  const regions = isHidden(values, 'regions') ? [] : landOf(values.regions);
  const raster = new Raster(width, height, 8);
  for (const [i, region] of regions.entries()) {
    for (const rings of polygonsOf(view, region.geometry)) {
      yield;
      raster.fill(rings, i + 1);
    }
  }
  const lines = linesOf(isHidden(values, 'border') ? null : values.border).map((line) => thinned(inView(line.map(view.at), width, height)));
  const ground = {
    occupied, regions: raster, border: lines, tilt: tiltOf(lines), dots: settlements.map(({ dot }) => dot), marked: markedPlaces(view),
  };
  const drawn = svg('g', {}, ...(small ? [] : latitudeLabels(view, occupied)));
  for (const [i, { properties }] of regions.entries()) {
    const line = properties.label_line ? properties.label_line.map(view.at) : null;
    /** @type {import('./areanames.js').ArcText[]} */
    let arcs = [];
    for (const less of small ? [true] : [false, true]) {
      if (arcs.length === 0) arcs = yield* placeAreaName({ ...areaText(values.language, properties, less), value: i + 1, line }, ground);
    }
    arcs.forEach((arc, j) => drawn.append(drawArcText(arc, `${map.getContainer().id}-arc-${i}-${j}`)));
  }
  /** @param {Point} at */
  const countryAt = (at) => {
    const country = regions[raster.at(at) - 1]?.properties.country;
    const text = countryText(values.language, country);
    return text ? { text, width: borderCountryWidth(text, small) } : null;
  };
  return { occupied, border: lines, countries: yield* countryPlaces(lines, countryAt, occupied), settlements, drawn, corner: view.corner };
}

/**
 * The names of countries, zones and settlements, each by all that it looks like.
 * @param {View} view
 * @param {Standing} standing
 * @returns {Generator<void, Map<string, () => SVGElement>>} in parts
 */
function* layOutDay(view, standing) {
  const { values, small } = view;
  const occupied = standing.occupied.copy();
  const statuses = values.layer?.statuses ?? [];
  const raster = new Raster(occupied.width, occupied.height, 4);
  /** @type {Point[][][][]} */
  const zones = [];
  for (const [i, { id }] of statuses.entries()) {
    zones[i] = polygonsHeld(view, standing.corner, id);
    zones[i].forEach((rings) => raster.fill(rings, i + 1));
    yield;
  }
  const countries = placeCountries(standing.countries, raster, occupied);
  // What changed has no name of its own on the map; the names of what is there now would pass for its.
  const named = values.mode === 'change' ? [] : statuses;
  const names = [];
  for (const [i, status] of named.entries()) {
    const look = { ...zoneText(values, status, small), status: status.id };
    const name = { text: look.text, width: look.width, height: look.height, value: i + 1, zones: zones[i] };
    const placed = yield* placeZoneName(name, { raster, occupied, border: standing.border, longest: small ? 70 : 190 });
    if (placed) names.push({ placed, look });
  }
  yield;
  const settlements = placeSettlements(standing.settlements, raster, occupied, small);
  return new Map([
    ...countries.map((name) => drawing(name, () => drawSlanted(name))),
    ...settlements.map((name) => drawing(name, () => drawSettlement(name))),
    ...names.map((name) => drawing(name, () => drawZoneName(name.placed, name.look))),
  ]);
}

/**
 * @param {object} label
 * @param {() => SVGElement} draw
 * @returns {[string, () => SVGElement]}
 */
function drawing(label, draw) {
  return [JSON.stringify(label), draw];
}

/**
 * The settlements in view that its zoom shows, by rank, but before them the one whose history is open.
 * @param {View} view
 */
function marks({ values, zoom, bounds, at }) {
  if (isHidden(values, 'settlements')) return [];
  return values.settlements
    .filter(({ id, rank, lat, lon }) => (zoom >= lookOf(rank).zoom || id === values.place) && bounds.contains([lat, lon]))
    .sort((a, b) => Number(b.id === values.place) - Number(a.id === values.place) || a.rank - b.rank)
    .map(({ id, name, rank, lat, lon }) => {
      const text = nameIn(values.language, name);
      return { id, text, width: settlementWidth(text, rank), rank, ringed: id === values.place, dot: at([lon, lat]) };
    });
}

/**
 * The ground that pins take.
 * @param {View} view
 */
function pinBoxes({ values, at }) {
  return pinPlaces(values.pins).map(({ pin: { lat, lon }, right }) => {
    const { x, y } = at([lon, lat]);
    return boxAround(x + right, y, pinSize, pinSize);
  });
}

/**
 * The ground about each settlement that any report speaks of: what is marked on some day lies there, and a name that
 * stays from day to day keeps off it.
 * @param {View} view
 */
function markedPlaces({ values, at }) {
  const reported = new Set(values.events.map(({ settlement }) => settlement));
  return values.settlements.filter(({ id }) => reported.has(id)).map(({ lat, lon }) => {
    const { x, y } = at([lon, lat]);
    const reach = at([lon, lat - aboutPlace]).y - y;
    return boxAround(x, y, 2 * reach, 2 * reach);
  });
}

/**
 * At the right edge, where no card lies.
 * @param {View} view
 * @param {Occupied} occupied
 */
function latitudeLabels({ map, bounds, at }, occupied) {
  return latitudes(map, bounds).flatMap((lat) => {
    const { y } = at([bounds.getWest(), lat]);
    const box = { x0: occupied.width - 60, y0: y - 20, x1: occupied.width - 2, y1: y + 2 };
    if (!occupied.isFree(box)) return [];
    occupied.add(box);
    return [svg('text', { class: 'latitude', x: occupied.width - 6, y: y - 5 }, `${Number(lat.toFixed(2))}° N`)];
  });
}

/**
 * The rings of each polygon, in pixels.
 * @param {View} view
 * @param {import('geojson').Polygon | import('geojson').MultiPolygon} geometry
 * @returns {Generator<Point[][]>}
 */
function* polygonsOf({ at }, geometry) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const rings of polygons) yield rings.map((ring) => ring.map(at));
}

/**
 * The rings of each zone of a status, in pixels from a corner.
 * @param {View} view
 * @param {Point} corner
 * @param {string} status
 */
function polygonsHeld({ paths, values: { zones } }, corner, status) {
  return (zones?.zones ?? []).filter((zone) => zone.status === status).map(({ rings }) => rings.map((ring) => (
    fromWest(paths.ring(ring, zones?.arcs ?? [])).map(({ x, y }) => ({ x: x - corner.x, y: y - corner.y })))));
}

/**
 * The same ring, begun at its westernmost point: where it begins in the data is chance, and must not move a name from one
 * day to the next.
 * @param {Point[]} ring its first point again at the end
 * @returns {Point[]}
 */
function fromWest(ring) {
  let west = 0;
  ring.forEach(({ x }, i) => { if (x < ring[west].x) west = i; });
  return [...ring.slice(west, -1), ...ring.slice(0, west + 1)];
}

/**
 * The line without the points that are nearer than that to the one before: to place names, its course is enough.
 * @param {Point[]} line
 */
function thinned(line) {
  /** @type {Point[]} */
  const kept = [];
  for (const point of line) {
    const last = kept.at(-1);
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) >= courseStep) kept.push(point);
  }
  return kept;
}

/**
 * @param {Point[]} line
 * @param {number} width
 * @param {number} height
 */
function inView(line, width, height) {
  return line.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
}
