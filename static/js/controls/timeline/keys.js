import { stopAfter, stopBefore } from '../../timescale.js';

/**
 * @param {{key: string, shiftKey: boolean}} event
 * @param {number} day the chosen day
 * @param {number[]} stops not empty
 * @returns {number | null} the day that the key leads to, within the record; null for another key
 */
export function dayForKey({ key, shiftKey }, day, stops) {
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const step = shiftKey ? { ArrowLeft: day - 1, ArrowRight: day + 1 }[key] : {
    ArrowLeft: stopBefore(stops, day) ?? first,
    ArrowRight: stopAfter(stops, day) ?? last,
    PageUp: day + 30,
    PageDown: day - 30,
    Home: first,
    End: last,
  }[key];
  return step === undefined ? null : Math.min(Math.max(step, first), last);
}
