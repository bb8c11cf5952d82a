import { ageOf } from '../controls/age.js';
import { regionName } from '../controls/regions.js';
import { largestBound, measurementOf, rowsOf } from '../controls/rows.js';
import { changesShown, groundToldOf } from '../changes.js';
import { accuracyOf, licencesOf, sourcesOf } from '../credits.js';
import { dayOf } from '../days.js';
import { formatArea, formatDay, formatShortDay, formatWeekday, layerName } from '../format.js';
import { t } from '../i18n.js';
import { otherLayer } from '../layerchoice.js';
import { fontOf, widthOf } from '../layers/labels/measure.js';
import { svg } from '../svg.js';
import { movedCells, stripeKey, swatch } from './moved.js';

/**
 * What stands around the map in a picture: the day, the numbers, where it is from. Each part is drawn from its own top left
 * corner; their looks are in css/picture.css.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Snapshot} Snapshot
 * @typedef {import('../controls/rows.js').Row} Row
 * @typedef {{node: SVGGElement, height: number}} Part
 * @typedef {{cells: ((x: number, y: number) => SVGElement)[], column: number}} Cells  numbers, each from its top left, and how
 *   wide one is
 */

const margin = 24;
const daysWidth = 410;
const rowHeight = 62;

/** Whether two days are looked at. @param {Readonly<Values>} values */
export function isPaired({ mode, fromSnapshot }) {
  return mode !== 'day' && fromSnapshot !== null;
}

/**
 * The day or both, and the numbers: beside it where the picture is wide enough, else below.
 * @param {Readonly<Values>} values
 * @param {number} width of the picture
 * @returns {Part}
 */
export function header(values, width) {
  const changes = changesShown(values);
  const { cells: rows, column } = changes ? movedCells(values, changes) : measuredCells(values);
  const beside = width >= 2 * margin + daysWidth + rows.length * column;
  const left = beside ? width - margin - rows.length * column : margin;
  const columns = Math.max(1, Math.min(rows.length, Math.floor((width - margin - left) / column)));
  const step = beside ? column : (width - margin - left) / columns;
  const top = beside ? 26 : 108;
  const cells = rows.map((row, i) => row(left + (i % columns) * step, top + Math.floor(i / columns) * (rowHeight + 8)));
  const lines = Math.ceil(rows.length / columns);
  const height = Math.max(106, top + lines * rowHeight + (lines - 1) * 8 + 14);
  return { node: svg('g', {}, ...days(values), ...cells), height };
}

/** @param {Readonly<Values>} values @returns {Cells} */
function measuredCells(values) {
  const rows = numbers(values);
  return { cells: rows.map((row) => (x, y) => number(row, x, y)), column: columnWidth(values, rows) };
}

/**
 * Wide enough for the largest numbers of the record, so that what is beside what stays from day to day.
 * @param {Readonly<Values>} values
 * @param {ReturnType<typeof numbers>} rows
 */
function columnWidth(values, rows) {
  const { language, measured } = values;
  const most = formatArea(language, largestBound(measured?.results ?? []));
  const twice = isPaired(values) ? `${most} → ${most}` : most;
  const figures = widthOf(twice, fontOf('sans', 600, 18)) + widthOf(` ${t(language, 'unit.km2')} ${t(language, 'area.upto', { area: twice })}`, fontOf('sans', 400, 13)) + 8;
  const texts = rows.flatMap(({ name, where }) => [widthOf(name, fontOf('sans', 600, 15)), widthOf(where, fontOf('sans', 400, 13))]);
  return 32 + Math.max(figures, ...texts) + 20;
}

/** @param {Readonly<Values>} values */
function days(values) {
  const { language, layer, day, from, snapshot, snapshots } = values;
  const paired = isPaired(values);
  const brand = svg('text', { class: 'picture-brand', x: margin, y: 33 }, t(language, 'name'),
    svg('tspan', { class: 'picture-layer' }, layer ? ` / ${layerName(language, layer)}` : ''));
  const heading = svg('text', { class: paired ? 'picture-days' : 'picture-day', x: margin, y: 66 },
    paired ? `${formatShortDay(language, from)} → ${formatShortDay(language, day)}` : formatDay(language, day));
  const weekday = t(language, 'day.weekday', { weekday: formatWeekday(language, day) });
  const age = ageOf(language, day, snapshot, snapshots);
  if (paired) return [brand, heading, ...pairedAge(values)];
  if (age.kind === 'plain') return [brand, heading, svg('text', { class: 'picture-small', x: margin, y: 89 }, `${weekday} · ${age.text}`)];
  return [brand, heading, ...note(`${age.lead} ${age.text}`)];
}

/** @param {Readonly<Values>} values */
function pairedAge(values) {
  const { language, day, from, snapshot, fromSnapshot } = values;
  const shown = [{ asked: from, map: fromSnapshot }, { asked: day, map: snapshot }];
  const old = shown.filter(({ asked, map }) => map && dayOf(map.valid_at) !== asked);
  if (old.length === 0) return [svg('text', { class: 'picture-small', x: margin, y: 89 }, t(language, 'picture.days'))];
  return note(old.map(({ asked, map }) => t(language, 'picture.older', {
    day: formatShortDay(language, asked), date: map ? formatShortDay(language, dayOf(map.valid_at)) : '',
  })).join(' '));
}

/** @param {string} text */
function note(text) {
  const width = widthOf(text, fontOf('sans', 600, 13)) + 20;
  return [
    svg('rect', { class: 'picture-note', x: margin, y: 74, width, height: 23, rx: 4 }),
    svg('text', { class: 'picture-note-text', x: margin + 10, y: 90 }, text),
  ];
}

/**
 * A row a status, with the numbers of both days where there are two.
 * @param {Readonly<Values>} values
 */
function numbers(values) {
  const { language, layer, snapshot, fromSnapshot, measured, regions } = values;
  if (!layer) return [];
  /** @param {Snapshot | null} map */
  const on = (map) => rowsOf(language, layer, map && measurementOf(measured?.results ?? [], map.id), regions);
  const before = isPaired(values) ? on(fromSnapshot) : [];
  return on(snapshot).map((row, i) => {
    /** @param {(row: Row) => string} write */
    const both = (write) => [before[i], row].filter(Boolean).map(write);
    const km2 = both(({ min }) => (min === null ? '–' : formatArea(language, min)));
    const upTo = both(({ max, min }) => formatArea(language, max ?? min ?? 0));
    const bounded = row.max !== null || (before[i]?.max ?? null) !== null;
    return {
      status: row.status.id, name: row.name, km2: km2.join(' → '), unit: t(language, 'unit.km2'),
      bound: bounded ? t(language, 'area.upto', { area: upTo.join(' → ') }) : '', where: row.where,
    };
  });
}

/**
 * @param {ReturnType<typeof numbers>[number]} row
 * @param {number} x
 * @param {number} y
 */
function number({ status, name, km2, unit, bound, where }, x, y) {
  return svg('g', { transform: `translate(${x} ${y})` },
    swatch(`url(#gz-${CSS.escape(status)}-s)`),
    svg('text', { class: 'picture-name', x: 32, y: 13 }, name),
    svg('text', { class: 'picture-km2', x: 32, y: 36 }, km2, svg('tspan', { class: 'picture-unit' }, ` ${unit}`),
      svg('tspan', { class: 'picture-unit', dx: 8 }, bound)),
    svg('text', { class: 'picture-small', x: 32, y: 55 }, where));
}

/**
 * What the stripes are of; what the numbers are of, where that is not plain; how exact it is, where it is from, and under which licence.
 * @param {Readonly<Values>} values
 * @param {number} width of the picture
 * @returns {Part}
 */
export function footer(values, width) {
  const { language, mode } = values;
  const about = [
    groundText(values), mode === 'change' ? t(language, 'change.explained') : '',
    againstText(values),
  ].filter(Boolean).join(' ');
  const licence = t(language, 'picture.licence', { licence: licencesOf(values).join(', ') });
  const credits = [accuracyOf(values), sourcesOf(values).join(', '), licence].filter(Boolean).join(' · ');
  const lines = [about, credits].filter(Boolean).flatMap((text) => wrap(text, fontOf('sans', 600, 13), width - 2 * margin));
  const key = stripeKey(values, changesShown(values), width);
  const texts = lines.map((line, i) => svg('text', { class: 'picture-small', x: margin, y: key.height + 23 + i * 18 }, line));
  return { node: svg('g', {}, key.node, ...texts), height: key.height + 18 + lines.length * 18 };
}

/** Whose the ground and the stripes are where a second layer is drawn against the first. @param {Readonly<Values>} values */
function againstText(values) {
  const { language, layer, mode, accord, day } = values;
  const other = otherLayer(values);
  if (!layer || !other || mode !== 'day' || accord?.datetime !== day || accord.with !== other.id) return '';
  return t(language, 'accord.key', { first: layerName(language, layer), other: layerName(language, other) });
}

/** The ground that the numbers are of, where that is a part. @param {Readonly<Values>} values */
function groundText(values) {
  const { language, regions } = values;
  const changes = changesShown(values);
  const ground = changes ? groundToldOf(changes) : values;
  if (!ground.region && !ground.area) return '';
  const text = `${t(language, 'measure')}: ${regionName({ language, regions, region: ground.region, area: ground.area })}.`;
  return changes ? `${text} ${t(language, 'change.outside')}` : text;
}

/**
 * The words of a text in lines no wider than that.
 * @param {string} text
 * @param {string} font
 * @param {number} width
 */
function wrap(text, font, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
