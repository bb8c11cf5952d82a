import { formatArea, formatPublished, formatShortDay, nameIn } from '../../format.js';
import { t } from '../../i18n.js';
import { measuredOn } from './series.js';

/**
 * @typedef {import('./claims.js').ClaimMark} ClaimMark
 * @typedef {import('../../types.js').Language} Language
 * @typedef {import('../../types.js').Status} Status
 */

/** A status's name as it stands in the middle of a sentence; “ORDLO” stays as it is. @param {string} text */
export function inSentence(text) {
  const [first = '', second = ''] = text;
  return second === second.toLowerCase() ? first.toLowerCase() + text.slice(1) : text;
}

/** @param {Language} language @param {ClaimMark} mark */
function title(language, { claim, grey, half }) {
  /** @param {string} id */
  const name = (id) => {
    const status = half.bands.find((band) => band.status.id === id)?.status;
    return status ? inSentence(nameIn(language, status.name)) : id;
  };
  const parts = claim.statuses.map(name);
  if (grey) {
    const area = t(language, 'area', { area: formatPublished(language, grey.area_km2) });
    parts.push(`${area} ${grey.statuses.map(name).join(' + ')}`);
  }
  return t(language, 'claim.title', {
    date: formatShortDay(language, claim.date),
    area: formatPublished(language, claim.area_km2),
    statuses: parts.join(' + '),
  });
}

/** @param {Language} language @param {ClaimMark} mark */
function measured(language, { half, day, claim }) {
  const found = measuredOn(half, day, claim.statuses);
  if (!found) return '';
  const [from, to] = [formatArea(language, found.from), formatArea(language, found.to)];
  if (from === to) return t(language, 'claim.measured', { area: to });
  return t(language, 'claim.measured-range', { from, to });
}

/**
 * @param {Language} language
 * @param {ClaimMark} mark
 * @returns {{title: string, said: string, measured: string}} `measured` is '' before the first map
 */
export function claimText(language, mark) {
  return {
    title: title(language, mark),
    said: t(language, 'claim.said', { speaker: mark.claim.who_says }),
    measured: measured(language, mark),
  };
}
