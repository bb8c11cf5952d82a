import { dayOf, isDay } from '../../days.js';

/**
 * The day that a file's name tells: 2024-08-10, 20240810 or UNIX seconds, each as a whole number, as the server reads
 * it; '' if none. What is no day of the calendar is no date.
 * @param {string} name
 * @returns {string} YYYY-MM-DD
 */
export function dayInName(name) {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  for (const [, date] of base.matchAll(/(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/g)) {
    if (isMeant(date)) return date;
  }
  for (const [run] of base.matchAll(/\d+/g)) {
    const day = dayInDigits(run);
    if (day) return day;
  }
  return '';
}

/** @param {string} run */
function dayInDigits(run) {
  if (run.length === 8) {
    const date = `${run.slice(0, 4)}-${run.slice(4, 6)}-${run.slice(6)}`;
    return isMeant(date) ? date : '';
  }
  if (run.length !== 10) return '';
  const date = dayOf(new Date(Number(run) * 1000).toISOString());
  return isMeant(date) ? date : '';
}

/** @param {string} date YYYY-MM-DD; whether that is a day, in a year that may be meant */
function isMeant(date) {
  const year = Number(date.slice(0, 4));
  return isDay(date) && year >= 1900 && year < 2200;
}
