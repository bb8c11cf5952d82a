import { dayNumber } from '../../days.js';
import { countUpTo } from '../../timescale.js';

/**
 * What the chart draws, free of pixels.
 *
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('../../types.js').Status} Status
 * @typedef {import('../../types.js').AreaAnswer} AreaAnswer
 * @typedef {{status: Status, values: number[], low: number[], high: number[]}} Band   km² at each of the half's days, and
 *   the same stacked
 * @typedef {{
 *   direction: 1 | -1, side: {region: string, party: string} | null, days: number[], bands: Band[], max: number
 * }} Half   `direction` 1 is above the zero line; `side` is null for a half that holds everything measured
 */

/** @param {Status} status whether nobody holds such ground for certain */
const uncertain = (status) => !status.held;

/**
 * @param {Status[]} statuses @param {string | null} [own] the party whose own ground is measured; what it holds there is no news
 * @returns {Status[]} in the order in which they are stacked: the grey zone last
 */
function stacked(statuses, own = null) {
  const held = statuses.filter((status) => status.held && (own === null || status.party !== own));
  return [...held, ...statuses.filter(uncertain)];
}

/**
 * @param {AreaAnswer} answer @param {Status[]} statuses in stacking order @param {1 | -1} direction
 * @param {Half['side']} side
 * @returns {Half}
 */
function createHalf(answer, statuses, direction, side) {
  const results = answer.results.filter((result, i, all) =>
    dayNumber(result.datetime) !== dayNumber(all[i + 1]?.datetime ?? ''));
  const days = results.map((result) => dayNumber(result.datetime));
  const tables = results.map((result) => new Map(result.areas.map((area) => [area.status, area.area_km2])));
  let low = days.map(() => 0);
  const bands = statuses.map((status) => {
    const values = tables.map((table) => table.get(status.id) ?? 0);
    const high = low.map((base, i) => base + values[i]);
    const band = { status, values, low, high };
    low = high;
    return band;
  });
  return { direction, side, days, bands, max: low.reduce((a, b) => Math.max(a, b), 0) };
}

/**
 * @param {Pick<Values, 'layer' | 'region' | 'halves' | 'measured'>} values
 * @returns {Half[] | null} one half, or two where the layer has two sides and no region is chosen; null while what was
 *   measured is still of something else
 */
export function chartHalves({ layer, region, halves, measured }) {
  if (!layer) return null;
  const whole = region === '' || region === 'view';
  if (!whole || layer.sides.length !== 2) {
    const asked = region === 'view' || (measured?.region?.id ?? '') === region;
    if (measured?.layer !== layer.id || !asked) return null;
    return [createHalf(measured, stacked(layer.statuses), 1, null)];
  }
  const answers = layer.sides.map((side) => halves.find((half) => half.region === side.region)?.answer);
  if (answers.some((answer) => answer?.layer !== layer.id)) return null;
  return layer.sides.map((side, i) => createHalf(
    /** @type {AreaAnswer} */ (answers[i]), stacked(layer.statuses, side.party), i === 0 ? 1 : -1, side));
}

/**
 * @param {Half} half
 * @param {{first: number, last: number}} window
 * @returns {Half} what of it is to be seen from the first day to the last: the map of before the first too, if it is shown then
 */
export function partOf(half, { first, last }) {
  const { days, bands } = half;
  const [from, to] = [Math.max(0, countUpTo(days, first) - 1), countUpTo(days, last)];
  if (from === 0 && to === days.length) return half;
  /** @param {number[]} values */
  const part = (values) => values.slice(from, to);
  const parts = bands.map(({ status, values, low, high }) => ({ status, values: part(values), low: part(low), high: part(high) }));
  const max = (parts.at(-1)?.high ?? []).reduce((a, b) => Math.max(a, b), 0);
  return { ...half, days: part(days), bands: parts, max };
}

/**
 * @param {Half} half @param {number} day @param {string[]} statuses IDs that somebody spoke of
 * @returns {{from: number, to: number} | null} km² on the map shown that day: what is held for certain, and with the grey
 *   zone; just the grey zone for somebody who spoke of nothing else; null before the first map
 */
export function measuredOn(half, day, statuses) {
  const at = countUpTo(half.days, day) - 1;
  if (at < 0) return null;
  /** @param {(status: Status) => boolean} which */
  const sum = (which) => half.bands.filter(({ status }) => which(status)).reduce((km2, { values }) => km2 + values[at], 0);
  const from = sum((status) => status.held && statuses.includes(status.id));
  const spoken = half.bands.some(({ status }) => status.held && statuses.includes(status.id));
  const grey = sum(uncertain);
  return spoken ? { from, to: from + grey } : { from: grey, to: grey };
}
