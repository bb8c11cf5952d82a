import { zxyToTileId } from 'pmtiles';

/**
 * A PMTiles file with one vector tile in the Protomaps schema, as small as one can be: all land, a lake, a road.
 *
 * @typedef {{layer: string, kind: string, type: 2 | 3, points: [number, number][]}} Shape  points in 4096ths of the tile
 */

const extent = 4096;

/** @param {number} value @returns {number[]} */
function varint(value) {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

/** @param {number} field @param {number[]} bytes */
const bytesField = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
/** @param {number} field @param {number} value */
const numberField = (field, value) => [...varint(field * 8), ...varint(value)];
/** @param {string} text */
const utf8 = (text) => [...Buffer.from(text)];
/** @param {number} value */
const zigzag = (value) => (value < 0 ? -2 * value - 1 : 2 * value);

/** @param {Shape} shape */
function geometryOf({ type, points }) {
  let [x, y] = [0, 0];
  const steps = points.map(([toX, toY]) => {
    const step = [...varint(zigzag(toX - x)), ...varint(zigzag(toY - y))];
    [x, y] = [toX, toY];
    return step;
  });
  const [moveTo, lineTo, close] = [9, (points.length - 1) * 8 + 2, 15];
  return [moveTo, ...steps[0], ...varint(lineTo), ...steps.slice(1).flat(), ...(type === 3 ? [close] : [])];
}

/** @param {Shape} shape @returns {number[]} a layer with nothing else in it */
function layerOf(shape) {
  const feature = [...bytesField(2, [0, 0]), ...numberField(3, shape.type), ...bytesField(4, geometryOf(shape))];
  const value = bytesField(1, utf8(shape.kind));
  return bytesField(3, [
    ...numberField(15, 2), ...bytesField(1, utf8(shape.layer)), ...bytesField(2, feature),
    ...bytesField(3, utf8('kind')), ...bytesField(4, value), ...numberField(5, extent),
  ]);
}

/**
 * @param {{z: number, x: number, y: number}} tile
 * @param {Shape[]} shapes
 * @returns {Buffer}
 */
export function baseFile({ z, x, y }, shapes) {
  const tile = shapes.flatMap(layerOf);
  // One entry: its ID, how often it is repeated, its length, its place.
  const directory = [1, ...varint(zxyToTileId(z, x, y)), 1, ...varint(tile.length), 1];
  const metadata = utf8('{}');
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header[7] = 3;
  const places = [
    127, directory.length, 127 + directory.length, metadata.length, 0, 0, 127 + directory.length + metadata.length, tile.length, 1, 1, 1,
  ];
  places.forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * i));
  // Clustered, nothing compressed, vector tiles, from zoom z to zoom z.
  [1, 1, 1, 1, z, z].forEach((value, i) => { header[96 + i] = value; });
  [-1800000000, -850000000, 1800000000, 850000000].forEach((value, i) => header.writeInt32LE(value, 102 + 4 * i));
  return Buffer.concat([header, Buffer.from([...directory, ...metadata, ...tile])]);
}
