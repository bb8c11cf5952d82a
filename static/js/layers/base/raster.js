import { TileLayer } from 'leaflet/src/layer/tile/TileLayer.js';

/**
 * A layer of raster tiles.
 * @param {string} url with {z}, {x} and {y}
 */
export function createRasterBase(url) {
  return new TileLayer(url, { maxZoom: 13 });
}
