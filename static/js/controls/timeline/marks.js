import { formatShortDay, nameIn } from '../../format.js';
import { hasWord, t } from '../../i18n.js';
import { svg } from '../../svg.js';
import { claimTop } from './claims.js';
import { claimText, inSentence } from './claimtext.js';

/**
 * The marks of the chart, as createMarkLayer takes them.
 *
 * @typedef {import('./frame.js').Frame} Frame
 * @typedef {import('./claims.js').ClaimMark} ClaimMark
 * @typedef {import('./marklayer.js').Placed} Placed
 * @typedef {import('./marklayer.js').MarkText} MarkText
 */

const diamond = 'M0-5.2 5.2 0 0 5.2-5.2 0Z';

/** @param {Frame} frame @returns {Placed[]} a diamond for each published claim, at the claimed value */
export function claimNodes(frame) {
  return frame.layout.full ? frame.claims.map((mark) => claimNode(frame, mark)) : [];
}

/** @param {Frame} frame @param {ClaimMark} mark @returns {Placed} */
function claimNode({ time, value, values }, mark) {
  const { half: { direction }, open, status, claim } = mark;
  const [x, y, top] = [time.x(mark.day), value.y(direction * claim.area_km2), value.y(direction * claimTop(mark))];
  const whisker = top === y ? [] : [svg('path', { class: 'timeline-whisker', d: `M0 0V${top - y}M-3.5 ${top - y}h7` })];
  const text = claimText(values.language, mark);
  const node = markNode('timeline-claim', x, y, text, status.id,
    ...whisker, svg('path', { class: open ? 'timeline-diamond timeline-diamond-open' : 'timeline-diamond', d: diamond }));
  return { text, url: claim.source_url, x, y, node };
}

/** @param {Frame} frame @returns {Placed[]} a dot for each report, where there is room for all of them */
export function eventNodes(frame) {
  return (frame.reports ?? []).map((mark) => eventNode(frame, mark));
}

/** @param {Frame} frame @param {NonNullable<Frame['reports']>[number]} mark @returns {Placed} */
function eventNode({ time, layout, values }, { event, day, dx, dy }) {
  const [x, y] = [time.x(day) + dx, (layout.lane?.base ?? 0) - dy];
  const text = eventText(values, event);
  const kind = event.kind === 'claimed' ? 'timeline-dot timeline-dot-open' : 'timeline-dot';
  const node = markNode('timeline-event', x, y, text, event.status, svg('circle', { class: kind, r: 3 }));
  return { text, url: event.source.url, x, y, node };
}

/** @param {import('../../types.js').Values} values @param {import('../../types.js').SourcedEvent} event @returns {MarkText} */
function eventText({ language, settlements, layer }, { date, settlement, status, kind, source, note }) {
  const place = settlements.find(({ id }) => id === settlement);
  const known = layer?.statuses.find(({ id }) => id === status);
  const word = `kind.${kind}`;
  const title = t(language, 'event.title', {
    date: formatShortDay(language, date),
    place: place ? nameIn(language, place.name) : settlement,
    status: known ? inSentence(nameIn(language, known.name)) : status,
  });
  return { title, said: `${hasWord(word) ? t(language, word) : kind}, ${source.title}`, measured: note };
}

/**
 * @param {string} name of its class
 * @param {number} x
 * @param {number} y
 * @param {MarkText} text
 * @param {string} status whose colour it has
 * @param {...SVGElement} drawing around its place
 */
function markNode(name, x, y, text, status, ...drawing) {
  const label = Object.values(text).filter(Boolean).join('. ');
  const node = svg('g',
    { class: `timeline-mark ${name}`, role: 'button', tabindex: -1, transform: `translate(${x} ${y})`, 'aria-label': label },
    ...drawing, svg('circle', { class: 'timeline-mark-ring', r: 9 }));
  node.style.setProperty('--mark', `var(--gz-${status}-ink, var(--gz-ink-2))`);
  return node;
}
