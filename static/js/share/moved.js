import { drawnPairs, movedBy } from '../changes.js';
import { signed } from '../controls/changepanel.js';
import { groundName } from '../controls/ground.js';
import { formatArea, partyName } from '../format.js';
import { t } from '../i18n.js';
import { fontOf, widthOf } from '../layers/labels/measure.js';
import { svg } from '../svg.js';

/**
 * What a picture says of a change: who gained and lost how much, and what the stripes on its map are.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').ChangeAnswer} ChangeAnswer
 */

const margin = 24;
const [signWidth, rowHeight, air] = [32, 24, 28];

/**
 * A cell for each party.
 * @param {Readonly<Values>} values
 * @param {ChangeAnswer} changes
 * @returns {import('./parts.js').Cells}
 */
export function movedCells({ language, layer }, changes) {
  const unit = ` ${t(language, 'unit.km2')}`;
  const parties = changes.parties.map((party) => {
    const { gained, lost } = movedBy(party);
    const lines = [
      { word: `${t(language, 'change.gained')} `, km2: signed(language, gained) }, { word: `${t(language, 'change.lost')} `, km2: signed(language, -lost) },
    ];
    const status = layer?.statuses.find((one) => one.held && one.party === party.party);
    return { name: partyName(language, party.party), fill: status ? groundOf(status.id) : null, lines };
  });
  const widths = parties.flatMap(({ name, lines }) => [
    widthOf(name, fontOf('sans', 600, 15)),
    ...lines.map(({ word, km2 }) => widthOf(word + unit, fontOf('sans', 400, 13)) + widthOf(km2, fontOf('sans', 600, 18))),
  ]);
  return {
    column: signWidth + Math.max(0, ...widths) + air,
    cells: parties.map(({ name, fill, lines }) => (x, y) => svg('g', { transform: `translate(${x} ${y})` },
      swatch(fill), svg('text', { class: 'picture-name', x: signWidth, y: 13 }, name),
      ...lines.map(({ word, km2 }, i) => svg('text', { class: 'picture-km2', x: signWidth, y: 36 + i * 22 },
        svg('tspan', { class: 'picture-unit' }, word), km2, svg('tspan', { class: 'picture-unit' }, unit))))),
  };
}

/**
 * The key of the stripes: a sign for each way in which ground changed hands that is drawn, in as many columns as find room.
 * @param {Readonly<Values>} values
 * @param {ChangeAnswer | null} changes
 * @param {number} width of the picture
 * @returns {import('./parts.js').Part}
 */
export function stripeKey({ language, layer }, changes, width) {
  const ways = (changes ? drawnPairs(changes) : []).map(({ from_status: from, from_side: fromSide, to_status: to, to_side: toSide, kind, area_km2: km2 }) => {
    const ground = `${groundName(language, layer, from, fromSide)} → ${groundName(language, layer, to, toSide)}`;
    const corrected = kind === 'correction' ? ` (${t(language, 'change.corrected')})` : '';
    return { from, to, text: `${ground}${corrected}, ${t(language, 'area', { area: formatArea(language, km2) })}` };
  });
  if (ways.length === 0) return { node: svg('g'), height: 0 };
  const widest = Math.max(...ways.map(({ text }) => widthOf(text, fontOf('sans', 400, 13))));
  const columns = Math.max(1, Math.floor((width - 2 * margin + air) / (signWidth + widest + air)));
  const signs = ways.map(({ from, to, text }, i) => svg('g', { transform: `translate(${margin + (i % columns) * (signWidth + widest + air)} ${12 + Math.floor(i / columns) * rowHeight})` },
    swatch(to && groundOf(to)), ...(from ? [swatch(`url(#gz-${CSS.escape(from)}-was)`)] : []),
    svg('text', { class: 'picture-small', x: signWidth, y: 13 }, text)));
  return { node: svg('g', {}, ...signs), height: 12 + Math.ceil(ways.length / columns) * rowHeight };
}

/** @param {string} status its ID */
function groundOf(status) {
  return `url(#gz-${CSS.escape(status)}-s)`;
}

/** A sign of ground. @param {string | null} fill null of ground in no zone */
export function swatch(fill) {
  const shape = { x: 0.5, y: 0.5, width: 22, height: 15, rx: 3 };
  return svg('rect', fill ? { class: 'picture-swatch', ...shape, fill } : { class: 'picture-swatch picture-unmarked', ...shape });
}
