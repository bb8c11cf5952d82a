import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atOnce } from '../../frames.js';
import { countryPlaces, placeAreaName, placeCountries } from './areanames.js';
import { boxAround, Occupied, overlap } from './boxes.js';
import { Raster } from './raster.js';
import { placeSettlements } from './settlementnames.js';
import { placeZoneName } from './zonenames.js';

/**
 * The ring of a rectangle.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
const rectangle = (x0, y0, x1, y1) => [{ x: x0, y: y0 }, { x: x1, y: y0 }, { x: x1, y: y1 }, { x: x0, y: y1 }, { x: x0, y: y0 }];

/** @param {import('./boxes.js').Point[][][]} polygons the first is of value 1, the second of 2 … */
function rasterOf(...polygons) {
  const raster = new Raster(400, 300, 4);
  polygons.forEach((rings, i) => raster.fill(rings, i + 1));
  return raster;
}

/** @param {Partial<import('./settlementnames.js').SettlementName>} name */
const settlement = (name) => ({ id: 'a', text: 'Place', width: 50, rank: 3, dot: { x: 200, y: 150 }, ...name });

test('a raster tells what lies under a box, holes left out', () => {
  const raster = rasterOf([rectangle(0, 0, 200, 200), rectangle(80, 80, 120, 120)]);
  assert.equal(raster.holds({ x0: 10, y0: 10, x1: 60, y1: 60 }, [1]), true);
  assert.equal(raster.holds({ x0: 90, y0: 90, x1: 110, y1: 110 }, [0]), true);
  assert.equal(raster.holds({ x0: 60, y0: 60, x1: 100, y1: 100 }, [1]), false);
  assert.equal(raster.holds({ x0: 60, y0: 60, x1: 100, y1: 100 }, [0, 1]), true);
  assert.equal(raster.holds({ x0: 350, y0: 10, x1: 420, y1: 60 }, [0]), false);
});

test('a name stands at the right of its dot where all is free', () => {
  const [placed] = placeSettlements([settlement({})], rasterOf(), new Occupied(400, 300), false);
  assert.ok(placed.at.x > 200 && placed.at.y === 150);
});

test('a name turns away from a card and from the edge of the view', () => {
  const card = { x0: 202, y0: 0, x1: 400, y1: 300 };
  const [placed] = placeSettlements([settlement({ dot: { x: 195, y: 150 } })], rasterOf(), new Occupied(400, 300, [card]), false);
  assert.ok(placed.at.x + 50 < 195);
});

test('a name stays on the ground of its dot rather than at the right', () => {
  const raster = rasterOf([rectangle(0, 0, 208, 300)], [rectangle(208, 0, 400, 300)]);
  const [placed] = placeSettlements([settlement({})], raster, new Occupied(400, 300), false);
  assert.ok(placed.at.x + 50 < 200);
});

test('a name from a zone goes on unmarked ground before it goes on the other side’s', () => {
  const zone = [rectangle(180, 130, 220, 170)];
  const other = [rectangle(220, 0, 400, 300)];
  const [placed] = placeSettlements([settlement({})], rasterOf(zone, other), new Occupied(400, 300), false);
  assert.ok(placed.at.x + 50 <= 220);
});

test('on a small screen no name goes on the other side’s ground, and its dot is left out too', () => {
  const raster = rasterOf([rectangle(190, 140, 210, 160)], [rectangle(0, 0, 400, 140)], [rectangle(0, 160, 400, 300)]);
  raster.fill([rectangle(0, 140, 190, 160)], 2);
  raster.fill([rectangle(210, 140, 400, 160)], 3);
  const names = [settlement({})];
  assert.equal(placeSettlements(names, raster, new Occupied(400, 300), true).length, 0);
  assert.equal(placeSettlements(names, raster, new Occupied(400, 300), false).length, 1);
});

test('names that stand close by are never on each other', () => {
  const names = Array.from({ length: 12 }, (_, i) => settlement({ id: String(i), dot: { x: 150 + 12 * i, y: 140 + 7 * (i % 3) } }));
  const placed = placeSettlements(names, rasterOf(), new Occupied(400, 300), false);
  const boxes = placed.map(({ at }) => boxAround(at.x + 25, at.y, 50, 12));
  assert.ok(placed.length > 2 && placed.length < 12);
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => assert.equal(overlap(a, b), false)));
});

/** @param {import('./boxes.js').Point[][][]} zones */
const zoneName = (zones) => ({ text: 'HELD', width: 90, height: 18, value: 1, zones });

test('the name of a zone stands at its middle where it fits', () => {
  const zone = [rectangle(100, 100, 300, 200)];
  const placed = atOnce(placeZoneName(zoneName([zone]), { raster: rasterOf(zone), occupied: new Occupied(400, 300), border: [], longest: 190 }));
  assert.equal(placed?.leader, null);
  assert.ok(placed && Math.hypot(placed.at.x - 200, placed.at.y - 150) < 60);
});

test('a name that fits in no zone stands outside, its leader ending in the zone', () => {
  const zone = [rectangle(180, 130, 230, 180)];
  const raster = rasterOf(zone);
  const placed = atOnce(placeZoneName(zoneName([zone]), { raster, occupied: new Occupied(400, 300), border: [], longest: 190 }));
  assert.ok(placed?.leader);
  assert.equal(raster.at(placed.leader.from), 1);
  assert.equal(raster.holds(boxAround(placed.at.x, placed.at.y, 90, 18), [0]), true);
});

test('a zone without room around it, and a status without zones, get no name', () => {
  const zone = [rectangle(180, 130, 230, 180)];
  const full = new Occupied(400, 300, [{ x0: 0, y0: 0, x1: 400, y1: 120 }, { x0: 0, y0: 190, x1: 400, y1: 300 },
    { x0: 0, y0: 0, x1: 170, y1: 300 }, { x0: 240, y0: 0, x1: 400, y1: 300 }]);
  assert.equal(atOnce(placeZoneName(zoneName([zone]), { raster: rasterOf(zone), occupied: full, border: [], longest: 190 })), null);
  assert.equal(atOnce(placeZoneName(zoneName([]), { raster: rasterOf(), occupied: new Occupied(400, 300), border: [], longest: 190 })), null);
});

const area = { text: 'AREA', width: 120, country: 'LAND', countryWidth: 60, size: 22, value: 1 };

test('the name of an area stands in it, and goes where there is no room', () => {
  const regions = new Raster(400, 300, 8);
  regions.fill([rectangle(0, 0, 400, 150)], 1);
  const ground = { occupied: new Occupied(400, 300), regions, border: [], tilt: 0, dots: [], marked: [] };
  const [name, country] = atOnce(placeAreaName({ ...area, line: null }, ground));
  assert.ok(name.arc.every(({ y }) => y < 150) && country.arc[0].y > name.arc[0].y);
  assert.deepEqual(atOnce(placeAreaName({ ...area, width: 500, line: null }, ground)), []);
});

test('a name with a line of its own slides up from under a card', () => {
  const regions = new Raster(400, 300, 8);
  const occupied = new Occupied(400, 300, [{ x0: 0, y0: 180, x1: 400, y1: 300 }]);
  const line = [{ x: 100, y: 170 }, { x: 300, y: 170 }];
  const [name] = atOnce(placeAreaName({ ...area, line }, { occupied, regions, border: [], tilt: 0, dots: [], marked: [] }));
  assert.ok(name.arc[0].y < 160);
});

test('countries stand along the border, each on its own side, where nothing is marked', () => {
  const border = [Array.from({ length: 40 }, (_, i) => ({ x: i * 10, y: 150 }))];
  /** @param {{y: number}} at */
  const countryAt = ({ y }) => ({ text: y < 150 ? 'NORTH' : 'SOUTH', width: 60 });
  const places = atOnce(countryPlaces(border, countryAt, new Occupied(400, 300)));
  const placed = placeCountries(places, rasterOf([rectangle(0, 150, 100, 300)]), new Occupied(400, 300));
  assert.deepEqual(placed.map(({ text, at }) => [text, at.y < 150]), [['NORTH', true], ['SOUTH', false]]);
  assert.ok(placed.every(({ at }) => at.x > 130));
  assert.deepEqual(atOnce(countryPlaces(border, () => null, new Occupied(400, 300))), []);
});
