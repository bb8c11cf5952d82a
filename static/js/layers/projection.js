import { projected } from './mercator.js';
import { Paths } from './paths.js';

/**
 * Projection has the paths of lines in pixels of the map's layers, until the zoom changes. While the map zooms, pixels are those
 * from before, as what is drawn in them is stretched until then.
 */
export class Projection {
  #map;
  #zoom = 0;
  #origin = { x: 0, y: 0 };
  #paths = pathsAt(0, this.#origin);

  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.#map = map;
    const renew = () => {
      if (this.isCurrent) return;
      [this.#zoom, this.#origin] = [map.getZoom(), map.getPixelOrigin()];
      this.#paths = pathsAt(this.#zoom, this.#origin);
    };
    map.on('viewreset zoomend moveend', renew);
    renew();
  }

  /** Whether pixels are those of the map; not while it zooms. */
  get isCurrent() {
    const { x, y } = this.#map.getPixelOrigin();
    return this.#map.getZoom() === this.#zoom && x === this.#origin.x && y === this.#origin.y;
  }

  get paths() {
    return this.#paths;
  }
}

/**
 * @param {number} zoom
 * @param {import('./labels/boxes.js').Point} origin of the pixels, in those of the world
 */
export function pathsAt(zoom, origin) {
  return new Paths((position) => {
    const { x, y } = projected(position, zoom);
    return { x: x - origin.x, y: y - origin.y };
  });
}
