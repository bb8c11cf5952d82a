/** @typedef {import('./labels/boxes.js').Box} Box */

const edge = 24; // pixels: a card as near as this lies at the edge

/**
 * What is left of a view between the cards: a card as wide as the view cuts it at the top or bottom, one that is high
 * at the left or right; small ones in a corner, and what stands on the map away from its edges, cut nothing.
 * @param {number} width
 * @param {number} height
 * @param {Box[]} cards
 * @returns {Box}
 */
export function freeBox(width, height, cards) {
  const free = { x0: 0, y0: 0, x1: width, y1: height };
  for (const { x0, y0, x1, y1 } of cards) {
    if (x1 - x0 > width * 0.6) {
      if (y1 >= height - edge) free.y1 = Math.min(free.y1, y0);
      else if (y0 <= edge) free.y0 = Math.max(free.y0, y1);
    } else if (y1 - y0 > height * 0.25) {
      if (x0 <= edge) free.x0 = Math.max(free.x0, x1);
      else if (x1 >= width - edge) free.x1 = Math.min(free.x1, x0);
    }
  }
  return free;
}

/**
 * How far down small cards reach at the head of what is free: they cut nothing, but what is fitted keeps clear of them.
 * @param {Box} free
 * @param {Box[]} cards
 * @returns {number}
 */
export function headOf({ x0, y0, x1, y1 }, cards) {
  const low = (y0 + y1) / 2;
  const heads = cards.filter((box) => box.x1 > x0 && box.x0 < x1 && box.y0 >= y0 && box.y1 <= low);
  return Math.max(y0, ...heads.map((box) => box.y1));
}

/**
 * The middle of a box.
 * @param {Box} box
 * @returns {[number, number]}
 */
export function middleOf({ x0, y0, x1, y1 }) {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}
