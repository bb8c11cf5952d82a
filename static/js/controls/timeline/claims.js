import { dayNumber } from '../../days.js';
import { regionOf } from '../../regions.js';

/**
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('../../types.js').Claim} Claim
 * @typedef {import('../../types.js').Status} Status
 * @typedef {import('./series.js').Half} Half
 * @typedef {{
 *   day: number, half: Half, claim: Claim, status: Status, open: boolean, grey: Claim | null
 * }} ClaimMark   `status` gives the colour; `open`: held and contested are one figure; `grey`: the speaker's own figure for
 *   the grey zone of the same day, to be set on top
 */

/** @param {Values['regions']} regions @param {Half[]} halves @param {string} region @param {string} measured */
function halfOf(regions, halves, region, measured) {
  const properties = regionOf(regions, region)?.properties;
  const party = properties?.party ?? properties?.country?.toLowerCase() ?? null;
  return halves.find(({ side }) => (side === null ? region === measured : side.region === region || side.party === party));
}

/** @param {Claim} a @param {Claim} b */
const sameVoice = (a, b) => a.date === b.date && a.who_says === b.who_says && a.region === b.region;

/**
 * @param {Pick<Values, 'claims' | 'regions' | 'region' | 'area' | 'layer'>} values
 * @param {Half[]} halves
 * @returns {ClaimMark[]} by day: the claims that speak of ground which the chart shows and of statuses which the layer has
 */
export function claimMarks({ claims, regions, region, area, layer }, halves) {
  // What is in view, or in a drawn area, may be but a part of the ground that they speak of.
  if (region === 'view' || area) return [];
  const statuses = new Map((layer?.statuses ?? []).map((status) => [status.id, status]));
  /** @param {Claim} claim */
  const isGrey = (claim) => claim.statuses.every((id) => !statuses.get(id)?.held);
  /** @type {ClaimMark[]} */
  const marks = [];
  for (const claim of claims) {
    const half = halfOf(regions, halves, claim.region, region);
    const named = claim.statuses.map((id) => statuses.get(id));
    const status = named.find((known) => known?.held) ?? named[0];
    if (!half || !status || named.includes(undefined)) continue;
    const open = named.length > 1 || !status.held;
    const companion = claims.find((other) => other !== claim && sameVoice(other, claim) && isGrey(other) !== isGrey(claim));
    if (isGrey(claim) && companion) continue;
    marks.push({ day: dayNumber(claim.date), half, claim, status, open, grey: (!open && companion) || null });
  }
  return marks.sort((a, b) => a.day - b.day);
}

/** @param {ClaimMark} mark @returns {number} the highest figure that is drawn for it */
export function claimTop({ claim, grey }) {
  return claim.area_km2 + (grey?.area_km2 ?? 0);
}
