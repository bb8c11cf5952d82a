/**
 * Where the pins of an upload's report stand on the map: names keep off them.
 *
 * @typedef {import('../types.js').Pin} Pin
 */

/** Pixels across a pin. */
export const pinSize = 24;

/** Pixels from one pin to the next of the same place. */
const apart = 22;

/**
 * Each pin, with how far to the right of its place its middle stands, in pixels: several of one place stand in a row.
 * @param {readonly Pin[]} pins
 * @returns {{pin: Pin, right: number}[]}
 */
export function pinPlaces(pins) {
  /** @type {Map<string, number>} */
  const taken = new Map();
  return pins.map((pin) => {
    const place = `${pin.lon} ${pin.lat}`;
    const before = taken.get(place) ?? 0;
    taken.set(place, before + 1);
    return { pin, right: before * apart };
  });
}
