/**
 * Days of the calendar. A day is a UTC day, YYYY-MM-DD; counted, it is a whole number of days since 1970-01-01. No zone of
 * the reader's ever enters, so no day is 23 hours long.
 */

const dayInMs = 86_400_000;

/**
 * The UTC day of an instant.
 * @param {string} instant RFC 3339, in UTC
 */
export function dayOf(instant) {
  return instant.slice(0, 10);
}

/** @param {string} time a day, or an instant in UTC that begins with one @returns {number} the day, counted */
export function dayNumber(time) {
  return Date.parse(`${dayOf(time)}T00:00:00Z`) / dayInMs;
}

/** @param {number} day counted, with or without a fraction @returns {string} YYYY-MM-DD */
export function isoDay(day) {
  return dayOf(new Date(day * dayInMs).toISOString());
}

/**
 * How many days the day b is after the day a; negative if before.
 * @param {string} a
 * @param {string} b
 */
export function daysBetween(a, b) {
  return dayNumber(b) - dayNumber(a);
}

/**
 * Whether text is a day of the calendar, written YYYY-MM-DD; the calendar begins with the year 1, as the server's does.
 * @param {string} text
 */
export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith('0000')) return false;
  const day = dayNumber(text);
  // 30 February is read as 1 March by some engines.
  return !Number.isNaN(day) && isoDay(day) === text;
}
