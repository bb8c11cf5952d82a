/**
 * Paths of steps: a value holds from its day to the next, and nothing slopes.
 *
 * @typedef {{days: number[], end: number, low: number[], high: number[]}} StepBand   `end` is where the last value stops
 * @typedef {(value: number) => number} Scale
 */

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;

/**
 * @param {StepBand} band @param {Scale} x @param {Scale} y
 * @returns {string} the band's outline, closed; '' for a band without days
 */
export function stepArea({ days, end, low, high }, x, y) {
  if (days.length === 0) return '';
  const forth = [`M${round(x(days[0]))} ${round(y(high[0]))}`];
  const back = ['Z'];
  days.forEach((day, i) => {
    const [from, to] = [round(x(day)), round(x(days[i + 1] ?? end))];
    if (i > 0 && high[i] !== high[i - 1]) forth.push(`V${round(y(high[i]))}`);
    forth.push(`H${to}`);
    back.push(`V${round(y(low[i]))}H${from}`);
  });
  return forth.join('') + back.reverse().join('');
}

/**
 * The upper edge of a band. A stretch too low to be seen has no edge.
 *
 * @param {StepBand} band @param {import('../../timescale.js').Gap[]} gaps @param {Scale} x @param {Scale} y
 * @returns {{solid: string, dashed: string}} the edge where there are maps, and where there are none
 */
export function stepEdge({ days, end, low, high }, gaps, x, y) {
  const starts = new Set(gaps.map((gap) => gap.from));
  let solid = '';
  let dashed = '';
  let drawing = false;
  days.forEach((day, i) => {
    const to = days[i + 1] ?? end;
    const gap = starts.has(day + 1);
    const height = round(y(high[i]));
    if (height === round(y(low[i]))) {
      drawing = false;
      return;
    }
    solid += `${drawing ? `V${height}` : `M${round(x(day))} ${height}`}H${round(x(gap ? day + 1 : to))}`;
    if (gap) dashed += `M${round(x(day + 1))} ${height}H${round(x(to))}`;
    drawing = !gap;
  });
  return { solid, dashed };
}

/**
 * @param {number[]} days ascending @param {Scale} x @param {number} top @param {number} height
 * @returns {string} one upright tick a day, and no more than one a pixel
 */
export function ticks(days, x, top, height) {
  let path = '';
  let last = NaN;
  for (const day of days) {
    const at = Math.round(x(day));
    if (at !== last) path += `M${at} ${top}v${height}`;
    last = at;
  }
  return path;
}
