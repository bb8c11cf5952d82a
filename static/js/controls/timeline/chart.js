import { isoDay } from '../../days.js';
import { formatArea, formatDayAndMonth, formatMonth, nameIn } from '../../format.js';
import { hasWord, t } from '../../i18n.js';
import { regionOf } from '../../regions.js';
import { svg } from '../../svg.js';
import { axisTicks } from '../../timescale.js';
import { valueTicks } from './layout.js';
import { stepArea, stepEdge, ticks } from './paths.js';

/**
 * @typedef {import('../../types.js').Values} Values
 * @typedef {import('./series.js').Half} Half
 * @typedef {import('./frame.js').Frame} Frame
 */

/** The least distance in px of two labels of the axis, of which “Sep 2024” is a long one. */
const labelsApart = 62;

/** From the lowest up. */
const parts = [axisLines, kilometreLines, areas, veils, edges, zeroLine, halfNames, lane, stopRow, axisLabels];

/** @param {Frame} frame @returns {Generator<void, SVGElement[]>} the whole chart but for claims and handles, in parts */
export function* drawChart(frame) {
  /** @type {SVGElement[]} */
  const drawn = [];
  for (const part of parts) {
    drawn.push(...part(frame));
    yield;
  }
  return drawn;
}

/** @param {Frame} frame */
function axisLines({ time, layout }) {
  return axisTicks(time, labelsApart).map(({ day, year }) => svg('path', {
    class: year ? 'timeline-year' : 'timeline-month', d: `M${Math.round(time.x(day)) + 0.5} ${layout.top - 3}V${layout.row - 4}`,
  }));
}

/** @param {Frame} frame */
function axisLabels({ time, layout, width, values: { language } }) {
  const labelled = axisTicks(time, labelsApart).filter(({ day, label }) => label && time.x(day) < width - layout.right - 10);
  const labels = labelled.map(({ day, year, single }, i) => {
    const name = single ? formatDayAndMonth(language, isoDay(day)) : formatMonth(language, isoDay(day));
    const text = year || (i === 0 && !single) ? `${name} ${isoDay(day).slice(0, 4)}` : name;
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
  const { time, value, gaps } = frame;
  return forBands(frame, ({ status, low, high }, { days, direction }) => {
    const band = { days, end: time.last + 1, low, high };
    const { solid, dashed } = stepEdge(band, gaps, time.x, (km2) => value.y(direction * km2));
    const style = `stroke:var(--gz-${status.id}-ink)`;
    const kind = status.held ? 'timeline-edge' : 'timeline-edge timeline-edge-grey';
    return [svg('path', { class: kind, d: solid, style }), svg('path', { class: `${kind} timeline-edge-gap`, d: dashed, style })];
  });
}

/** @param {Frame} frame */
function veils({ gaps, time, layout }) {
  return gaps.map(({ from, to }) => svg('rect', {
    class: 'timeline-veil', x: time.x(from), width: time.x(to) - time.x(from), y: layout.top - 3,
    height: layout.bottom - layout.top + 6,
  }));
}

/** @param {Frame} frame */
function zeroLine({ layout, width, value }) {
  return [svg('path', { class: 'timeline-zero', d: `M${layout.left} ${value.zero}H${width - layout.right}` })];
}

/** @param {Frame} frame */
function lane({ events, reports, time, layout }) {
  if (!layout.lane || reports) return [];
  const { base, height } = layout.lane;
  let path = '';
  for (const [day, { length: count }] of events.days) {
    path += `M${Math.round(time.x(day)) + 0.5} ${base}v${-Math.round(Math.sqrt(count / events.most) * height)}`;
  }
  return [svg('path', { class: 'timeline-reports', d: path })];
}

/** @param {Frame} frame */
function stopRow({ stops, gaps, time, layout }) {
  const shown = stops.filter((day) => day >= time.first && day <= time.last);
  const dots = gaps.map(({ from, to }) => `M${time.x(from) + 1} ${layout.row}H${Math.max(time.x(from) + 1, time.x(to) - 2)}`).join('');
  return [
    svg('path', { class: 'timeline-stops', d: ticks(shown, time.x, layout.row - 3, 6) }),
    svg('path', { class: 'timeline-no-stops', d: dots }),
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
  return axisTicks(time, labelsApart).map(({ day }) => time.x(day) + 6).find(isFree) ?? null;
}
