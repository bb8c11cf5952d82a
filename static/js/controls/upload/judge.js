/**
 * What an upload's report means for the page: what blocks publishing, what is large, which places it speaks of.
 *
 * @typedef {import('../../types.js').UploadReport} UploadReport
 * @typedef {import('../../types.js').Problem} Problem
 * @typedef {import('../../types.js').Pin} Pin
 * @typedef {import('../../api.js').ApiError} ApiError
 * @typedef {'empty' | 'no-token' | 'no-layer' | 'reading' | 'ready' | 'refused' | 'unauthorized' | 'existing' |
 *   'too-large' | 'offline' | 'failed' | 'publishing' | 'unsure' | 'published' | 'undoing' | 'undone'} Phase
 * @typedef {{status: string, party: string | null, before: number, after: number, gained: number, lost: number}} Row
 * @typedef {{party: string | null, before: number, after: number}} Large   party null: all zones together
 */

/**
 * The areas before and after, by status. Before is what leads to after by what was gained and lost.
 * @param {UploadReport} report
 * @returns {Row[]}
 */
export function areaRows({ areas, change }) {
  /** @param {{status: string, area_km2: number}[]} list @param {string} status */
  const of = (list, status) => list.find((one) => one.status === status)?.area_km2 ?? 0;
  return areas.map(({ status, party, area_km2: after }) => {
    const gained = of(change.gained, status);
    const lost = of(change.lost, status);
    return { status, party, after, gained, lost, before: Math.max(0, after - gained + lost) };
  });
}

/**
 * The changes so large that an editor must say that they are meant: all ground, or a party's, less than halved.
 * @param {UploadReport} report
 * @returns {Large[]}
 */
export function largeChanges(report) {
  const rows = areaRows(report);
  /** @param {Row[]} some @param {string | null} party @returns {Large} */
  const sum = (some, party) => ({
    party,
    before: some.reduce((km2, row) => km2 + row.before, 0),
    after: some.reduce((km2, row) => km2 + row.after, 0),
  });
  /** @type {Large[]} */
  const large = report.warnings.some(({ rule }) => rule === 'large-change') ? [sum(rows, null)] : [];
  if (!report.warnings.some(({ rule }) => rule === 'party-halved')) return large;
  const parties = [...new Set(rows.flatMap(({ party }) => party ?? []))];
  const halved = parties.map((party) => sum(rows.filter((row) => row.party === party), party));
  return [...large, ...halved.filter(({ before, after }) => after < before / 2)];
}

/**
 * Whether the map would stay as it is.
 * @param {UploadReport} report
 */
export function isUnchanged({ change }) {
  return change.against !== null && change.gained.length === 0 && change.lost.length === 0;
}

/**
 * The phase that a failed request leads to.
 * @param {ApiError} error
 * @param {boolean} publishing
 * @returns {Phase}
 */
export function phaseAfter(error, publishing) {
  if (error.status === 0) return publishing ? 'unsure' : 'offline';
  if (error.status === 401) return 'unauthorized';
  if (error.status === 413) return 'too-large';
  if (error.status === 422) return 'refused';
  if (error.status === 409 && error.problem.existing) return 'existing';
  return 'failed';
}

/**
 * Why Publish is off; '' when it is on.
 * @param {Phase} phase
 * @param {UploadReport | null} report
 * @param {boolean} meant
 * @returns {'wait' | 'errors' | 'large' | ''}
 */
export function blockedBy(phase, report, meant) {
  if (phase === 'refused') return 'errors';
  if (phase !== 'ready' || !report) return 'wait';
  return largeChanges(report).length > 0 && !meant ? 'large' : '';
}

/**
 * Numbers the places, from 1 in their order. What has no place on the map gets a number but no pin.
 * @param {Problem[]} problems
 * @returns {{number: number, problem: Problem, pin: Pin | null}[]}
 */
export function numbered(problems) {
  return problems.map((problem, i) => {
    const { feature, rule, lon, lat, message } = problem;
    return { number: i + 1, problem, pin: isPlace(lon, lat) ? { number: i + 1, feature, rule, lon, lat, message } : null };
  });
}

/**
 * The server writes 0, 0 for a fault that lies nowhere, such as a file without any polygon.
 * @param {number} lon
 * @param {number} lat
 */
function isPlace(lon, lat) {
  return Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && (lon !== 0 || lat !== 0);
}
