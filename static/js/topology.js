/**
 * Maps as topology. A stretch of boundary is an arc, a list of positions [lon, lat]; a ring is a list of references to
 * arcs: n for arc n, ~n for arc n run through backwards. Where two zones meet they refer to the same arc, and what stays
 * from one day to the next is the same object, so that whatever was worked out for an arc can be kept for it.
 *
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {import('./types.js').Zones} Zones
 * @typedef {import('./types.js').Zone} Zone
 * @typedef {import('./types.js').Position} Position
 * @typedef {{
 *   type: string, properties?: {status: string}, arcs?: number[][] | number[][][], geometries?: Geometry[]
 * }} Geometry
 * @typedef {{
 *   objects: Record<string, Geometry & {snapshot: Snapshot}>, arcs: number[][][],
 *   transform: {scale: [number, number], translate: [number, number]}
 * }} Topology  as TopoJSON has it, delta-encoded
 * @typedef {{type: string | null, id?: string, bbox: [number, number, number, number], properties: object, arcs?: any[]}} Outline
 * @typedef {Pick<Topology, 'arcs' | 'transform'> & {objects: Record<string, {geometries: Outline[]}>}} Outlines
 */

/** Timeline holds the maps of all snapshots of a layer, as they came in one TopoJSON. */
export class Timeline {
  /** @type {Map<string, Geometry>} by snapshot */
  #objects;
  #arcs;

  /** @param {Topology} topology */
  constructor({ objects, arcs, transform }) {
    this.#objects = new Map(Object.values(objects).map((object) => [object.snapshot.id, object]));
    this.#arcs = arcs.map((arc) => decode(arc, transform));
  }

  /**
   * The map of a snapshot; null for one that is newer than the timeline.
   * @param {Snapshot} snapshot
   * @returns {Zones | null}
   */
  zonesOf(snapshot) {
    const object = this.#objects.get(snapshot.id);
    return object ? { snapshot, arcs: this.#arcs, zones: zonesIn(object) } : null;
  }
}

/**
 * One object of outlines as GeoJSON has it. A geometry that was left out is null.
 * @param {Outlines} topology
 * @param {string} name
 * @returns {import('geojson').FeatureCollection<any, any>}
 */
export function featuresOf({ objects, arcs, transform }, name) {
  const lines = arcs.map((arc) => decode(arc, transform));
  return {
    type: 'FeatureCollection',
    features: objects[name].geometries.map(({ type, id, bbox, properties, arcs: references }) => ({
      type: 'Feature', id, bbox, properties, geometry: type ? { type, coordinates: coordinatesOf(references ?? [], lines) } : null,
    })),
  };
}

/**
 * @param {any[]} references to arcs of one line or ring, or lists of such, as deep as the geometry is nested
 * @param {Position[][]} arcs
 * @returns {any[]}
 */
function coordinatesOf(references, arcs) {
  if (Array.isArray(references[0])) return references.map((nested) => coordinatesOf(nested, arcs));
  return references.flatMap((/** @type {number} */ reference, i) => {
    const line = reference < 0 ? arcs[~reference].toReversed() : arcs[reference];
    return i ? line.slice(1) : line; // the arc before ends where this one begins
  });
}

/**
 * @param {number[][]} arc each position as its difference to the one before, in steps of the transform
 * @param {Topology['transform']} transform
 * @returns {Position[]}
 */
function decode(arc, { scale, translate }) {
  let x = 0;
  let y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

/**
 * @param {Geometry} geometry
 * @returns {Zone[]}
 */
function zonesIn({ type, arcs, geometries = [], properties }) {
  if (type === 'GeometryCollection') return geometries.flatMap(zonesIn);
  const polygons = /** @type {number[][][]} */ (type === 'Polygon' ? [arcs] : arcs ?? []);
  return polygons.map((rings) => ({ status: properties?.status ?? '', rings }));
}

/**
 * The map of a single snapshot as GeoJSON has it, whose common edges have exactly the same vertices: each edge is an arc.
 * @param {import('geojson').FeatureCollection<import('geojson').Polygon, {status: string}> & {snapshot: Snapshot}} collection
 * @returns {Zones}
 */
export function zonesFromFeatures({ snapshot, features }) {
  /** @type {Position[][]} */
  const arcs = [];
  /** @type {Map<string, number>} arcs by their ends, in either direction */
  const known = new Map();
  /** @param {Position} a @param {Position} b */
  const reference = (a, b) => {
    const found = known.get(`${a} ${b}`);
    if (found !== undefined) return found;
    const made = arcs.push([a, b]) - 1;
    known.set(`${a} ${b}`, made).set(`${b} ${a}`, ~made);
    return made;
  };
  const zones = features.map(({ properties, geometry }) => ({
    status: properties.status,
    rings: /** @type {Position[][]} */ (geometry.coordinates).map((ring) => ring.slice(1).map((b, i) => reference(ring[i], b))),
  }));
  return { snapshot, arcs, zones };
}
