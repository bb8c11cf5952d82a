import * as L from '../leaflet.js';

/**
 * @typedef {import('../types.js').Position} Position
 * @typedef {import('./labels/boxes.js').Point} Point
 * @typedef {{points: Point[], start: string, end: string, forwards: string, backwards: string}} Projected  texts of a path:
 *   its first and last point, and the ways from the one to the other
 */

/**
 * Projection brings lines into pixels of the map's layers, and keeps what it made of each until the zoom changes. While
 * the map zooms, pixels are those from before, as what is drawn in them is stretched until then.
 */
export class Projection {
  #map;
  #zoom = 0;
  #origin = new L.Point(0, 0);
  /** @type {WeakMap<Position[], Projected>} */
  #kept = new WeakMap();

  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.#map = map;
    const renew = () => {
      if (this.isCurrent) return;
      [this.#zoom, this.#origin, this.#kept] = [map.getZoom(), map.getPixelOrigin(), new WeakMap()];
    };
    map.on('viewreset zoomend moveend', renew);
    renew();
  }

  /** Whether pixels are those of the map; not while it zooms. */
  get isCurrent() {
    return this.#map.getZoom() === this.#zoom && this.#map.getPixelOrigin().equals(this.#origin);
  }

  /**
   * A ring in pixels, its first point again at the end.
   * @param {number[]} ring references
   * @param {Position[][]} arcs
   * @returns {Point[]}
   */
  ring(ring, arcs) {
    /** @type {Point[]} */
    const all = [];
    for (const reference of ring) {
      const { points } = this.#of(arcs[reference < 0 ? ~reference : reference]);
      const first = all.length ? 1 : 0;
      if (reference >= 0) for (let i = first; i < points.length; i++) all.push(points[i]);
      else for (let i = points.length - 1 - first; i >= 0; i--) all.push(points[i]);
    }
    return all;
  }

  /**
   * The path of a ring.
   * @param {number[]} ring references
   * @param {Position[][]} arcs
   */
  ringPath(ring, arcs) {
    let path = '';
    for (const reference of ring) {
      const { start, end, forwards, backwards } = this.#of(arcs[reference < 0 ? ~reference : reference]);
      if (!path) path = `M${reference < 0 ? end : start}`;
      path += reference < 0 ? backwards : forwards;
    }
    return path && `${path}Z`;
  }

  /**
   * The path of a line.
   * @param {Position[]} line
   */
  linePath(line) {
    const { start, forwards } = this.#of(line);
    return `M${start}${forwards}`;
  }

  /** @param {Position[]} line @returns {Projected} */
  #of(line) {
    let projected = this.#kept.get(line);
    if (!projected) this.#kept.set(line, projected = this.#project(line));
    return projected;
  }

  /** @param {Position[]} line @returns {Projected} */
  #project(line) {
    const points = line.map(([lon, lat]) => this.#map.project([lat, lon], this.#zoom).subtract(this.#origin));
    const texts = points.map(({ x, y }) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
    /** @param {string[]} way */
    const along = (way) => way.map((text) => `L${text}`).join('');
    return {
      points, start: texts[0], end: texts[texts.length - 1],
      forwards: along(texts.slice(1)), backwards: along(texts.slice(0, -1).reverse()),
    };
  }
}
