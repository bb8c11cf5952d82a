import { dayNumber, isoDay } from '../../days.js';
import { formatArea, formatDayAndMonth, formatMonth, nameIn } from '../../format.js';
import { hasWord, t } from '../../i18n.js';
import { regionOf } from '../../regions.js';
import { svg } from '../../svg.js';
import { gapsOf, monthTicks } from '../../timescale.js';
import { valueTicks } from './layout.js';
import { stepArea, stepEdge, ticks } from './paths.js';

/**
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./series.js').Half} Half
 * @typedef {import('./frame.js').Frame} Frame
 */

/** The least distance in px of two labels of months, of which “Sep 2024” is a long one. */
const monthsApart = 62;

/** @param {Frame} frame @returns {SVGElement[]} the whole chart but for claims and handles, the lowest first */
export function drawChart(frame) {
  return [
    ...monthLines(frame), ...kilometreLines(frame), ...areas(frame), ...veils(frame), ...edges(frame),
    zeroLine(frame), ...halfNames(frame), ...lane(frame), ...stopRow(frame), ...monthLabels(frame),
  ];
}

/** @param {Frame} frame */
function monthLines({ time, layout }) {
  return monthTicks(time, monthsApart).map(({ day, year }) => svg('path', {
    class: year ? 'timeline-year' : 'timeline-month', d: `M${Math.round(time.x(day)) + 0.5} ${layout.top - 3}V${layout.row - 4}`,
  }));
}

/** @param {Frame} frame */
function monthLabels({ time, layout, width, values: { language } }) {
  const labelled = monthTicks(time, monthsApart).filter(({ day, label }) => label && time.x(day) < width - 28);
  const labels = labelled.map(({ day, year }, i) => {
    const text = formatMonth(language, isoDay(day)) + (year || i === 0 ? ` ${isoDay(day).slice(0, 4)}` : '');
    return svg('text', { class: year ? 'timeline-year-name' : '', x: time.x(day) + 4, y: layout.labels }, text);
  });
  const room = labelled.length > 0 ? time.x(labelled[0].day) - time.x(time.first) : Infinity;
  if (room < 46) return labels;
  const text = formatDayAndMonth(language, isoDay(time.first));
  return [svg('text', { x: time.x(time.first), y: layout.labels }, text), ...labels];
}

/** @param {Frame} frame */
function kilometreLines({ values: { language }, layout, width, value, above, below }) {
  if (!layout.full) return [];
  const list = valueTicks(value, above, below);
  return list.flatMap((km2) => {
    const area = formatArea(language, Math.abs(km2));
    const y = value.y(km2);
    const text = km2 === Math.max(...list) ? t(language, 'area', { area }) : area;
    return [
      svg('path', { class: 'timeline-grid', d: `M${layout.left} ${Math.round(y) + 0.5}H${width - layout.right}` }),
      svg('text', { class: 'timeline-km2', x: layout.left - 8, y: y + 4 }, text),
    ];
  });
}

/** @param {Frame} frame @param {(band: import('./series.js').Band, half: Half) => SVGElement[]} draw */
function forBands({ halves }, draw) {
  return halves.flatMap((half) => half.bands.flatMap((band) => (band.values.some((km2) => km2 > 0) ? draw(band, half) : [])));
}

/** @param {Frame} frame */
function areas(frame) {
  const { time, value } = frame;
  return forBands(frame, ({ status, low, high }, { days, direction }) => [svg('path', {
    class: 'timeline-area', 'data-status': status.id, fill: `url(#gz-${status.id}-s)`,
    d: stepArea({ days, end: time.last + 1, low, high }, time.x, (km2) => value.y(direction * km2)),
  })]);
}

/** @param {Frame} frame */
function edges(frame) {
  const { time, value } = frame;
  return forBands(frame, ({ status, low, high }, { days, direction }) => {
    const band = { days, end: time.last + 1, low, high };
    const { solid, dashed } = stepEdge(band, gapsOf(days), time.x, (km2) => value.y(direction * km2));
    const style = `stroke:var(--gz-${status.id}-ink)`;
    const kind = status.held ? 'timeline-edge' : 'timeline-edge timeline-edge-grey';
    return [svg('path', { class: kind, d: solid, style }), svg('path', { class: `${kind} timeline-edge-gap`, d: dashed, style })];
  });
}

/** @param {Frame} frame */
function veils({ stops, time, layout }) {
  return gapsOf(stops).map(({ from, to }) => svg('rect', {
    class: 'timeline-veil', x: time.x(from), width: time.x(to) - time.x(from), y: layout.top - 3,
    height: layout.bottom - layout.top + 6,
  }));
}

/** @param {Frame} frame */
function zeroLine({ layout, width, value }) {
  return svg('path', { class: 'timeline-zero', d: `M${layout.left} ${value.zero}H${width - layout.right}` });
}

/** @param {Frame} frame */
function lane({ values: { events }, time, layout }) {
  if (!layout.lane) return [];
  const { base, height } = layout.lane;
  const counts = new Map();
  for (const { date } of events) counts.set(date, (counts.get(date) ?? 0) + 1);
  const most = Math.max(...counts.values());
  let path = '';
  for (const [date, count] of counts) {
    const day = dayNumber(date);
    if (day < time.first || day > time.last) continue;
    path += `M${Math.round(time.x(day)) + 0.5} ${base}v${-Math.round(Math.sqrt(count / most) * height)}`;
  }
  return [svg('path', { class: 'timeline-reports', d: path })];
}

/** @param {Frame} frame */
function stopRow({ stops, time, layout }) {
  const gaps = gapsOf(stops).map(({ from, to }) => `M${time.x(from) + 1} ${layout.row}H${time.x(to) - 2}`).join('');
  return [
    svg('path', { class: 'timeline-stops', d: ticks(stops, time.x, layout.row - 3, 6) }),
    svg('path', { class: 'timeline-no-stops', d: gaps }),
  ];
}

/** @param {Frame} frame */
function halfNames(frame) {
  const { halves, values, layout, value } = frame;
  if (!layout.full || halves.length < 2) return [];
  return halves.flatMap((half) => {
    const text = `${half.direction > 0 ? '↑' : '↓'} ${halfName(half, values)}`;
    const y = half.direction > 0 ? layout.top + 13 : value.zero + 15;
    const x = freePlace(frame, half, text.length * 7.4, y);
    return x === null ? [] : [svg('text', { class: 'timeline-half', x, y }, text)];
  });
}

/** @param {Half} half @param {Readonly<Values>} values */
function halfName({ side }, { language, regions }) {
  const key = `chart.on.${side?.party}`;
  if (hasWord(key)) return t(language, key);
  const region = regionOf(regions, side?.region)?.properties;
  return t(language, 'chart.on', { region: region ? nameIn(language, region.name) : side?.region ?? '' });
}

/**
 * @param {Frame} frame @param {Half} half @param {number} width @param {number} y base line of the text
 * @returns {number | null} the first place beside a line of a month where the text covers neither area nor claim
 */
function freePlace({ time, value, claims, layout, width: all }, half, width, y) {
  const { days, bands, direction } = half;
  const high = bands.at(-1)?.high ?? [];
  const edge = direction > 0 ? y + 4 : y - 14;
  /** @param {number} km2 */
  const reaches = (km2) => (direction > 0 ? value.y(km2) < edge : value.y(-km2) > edge);
  /** @param {number} from */
  const isFree = (from) => {
    const until = from + width;
    if (until > all - layout.right) return false;
    const crowded = days.some((day, i) => reaches(high[i])
      && time.x(days[i + 1] ?? time.last) > from && time.x(day) < until);
    return !crowded && !claims.some((mark) => mark.half === half && reaches(mark.claim.area_km2 * 1.05)
      && time.x(mark.day) > from - 8 && time.x(mark.day) < until + 8);
  };
  return monthTicks(time, monthsApart).map(({ day }) => time.x(day) + 6).find(isFree) ?? null;
}
