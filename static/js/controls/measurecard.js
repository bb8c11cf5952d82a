import { formatCoordinates, parseCoordinates } from '../coordinates.js';
import { element, fill } from '../element.js';
import { formatArea, formatLength } from '../format.js';
import { t } from '../i18n.js';
import { formatPoints, parseLine } from '../url.js';
import { createCard } from './card.js';
import { failureText, isRefused } from './failure.js';
import { icon } from './icons.js';
import { refill } from './refill.js';

/**
 * The card for measuring on the map: the length of a line, or an area, within which the panel then measures who held what.
 * Corners are set on the map or typed here.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').Position} Position
 */

/** What there is to draw, and the fewest corners it has. */
const fewest = /** @type {const} */ ({ line: 2, area: 3 });

/** @param {State} state @returns {HTMLElement} */
export function createMeasureCard(state) {
  const numbers = element('div', { class: 'measure-numbers', role: 'status' });
  const corners = element('div', { class: 'measure-corners' });
  const buttons = element('div', { class: 'measure-buttons' });
  const hint = element('p', { class: 'measure-hint' });
  const card = createCard(
    state, 'measure', ({ language }) => t(language, 'tool.measure'),
    createKinds(state), hint, numbers, createTyping(state), buttons, corners,
  );
  /** What is being measured: that may have to be fetched first. @type {Readonly<Values> | null} */
  let latest = null;
  state.watch(['drawing', 'sketch', 'line', 'area', 'language', 'failure'], async (values) => {
    const { language, drawing } = values;
    if (!drawing) return;
    if (isDone(values)) fill(hint, t(language, 'draw.change'));
    else fill(hint, t(language, `draw.${drawing}`), ' ', element('span', { class: 'measure-keys' }, t(language, 'draw.keys')));
    refill(buttons, ...actions(state));
    refill(corners, ...cornerList(state));
    latest = values;
    const measured = await measuredText(values);
    if (values === latest) fill(numbers, ...measured);
  });
  return card;
}

/** The choice between a line and an area. @param {State} state */
function createKinds(state) {
  const node = element('div', { class: 'measure-kinds', role: 'group' });
  const buttons = /** @type {const} */ (['line', 'area']).map((kind) => {
    const choose = () => state.set({ drawing: kind, sketch: [] });
    const button = element('button', { type: 'button', class: 'button', click: choose });
    return { kind, button };
  });
  node.append(...buttons.map(({ button }) => button));
  state.watch(['language', 'drawing'], ({ language, drawing }) => {
    node.setAttribute('aria-label', t(language, 'draw.what'));
    for (const { kind, button } of buttons) {
      button.textContent = t(language, `draw.kind.${kind}`);
      button.setAttribute('aria-pressed', String(drawing === kind));
    }
  });
  return node;
}

/** Corners by their coordinates, for whoever has them, or no pointer. @param {State} state */
function createTyping(state) {
  const field = element('input', { id: 'corner-field', type: 'text', class: 'search-field', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'corner-wrong' });
  const label = element('label', { for: 'corner-field', class: 'search-label' });
  const add = element('button', { type: 'submit', class: 'button' });
  const wrong = element('p', { id: 'corner-wrong', class: 'measure-wrong', role: 'alert' });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const position = parseCoordinates(field.value);
    wrong.textContent = position ? '' : t(state.values.language, 'draw.wrong');
    field.setAttribute('aria-invalid', String(!position));
    if (!position) return;
    addCorner(state, position);
    field.value = '';
  };
  state.watch(['language'], ({ language }) => {
    label.textContent = t(language, 'draw.corner');
    add.textContent = t(language, 'draw.add');
    field.placeholder = '51.19 35.27';
  });
  return element('form', { class: 'measure-typing', submit }, label, element('div', { class: 'measure-field' }, field, add), wrong);
}

/** @param {State} state @param {Position} position */
function addCorner(state, position) {
  const corners = cornersOf(state.values);
  setCorners(state, [...corners, position]);
}

/**
 * The corners that there are: of what is finished, or so far.
 * @param {Readonly<Values>} values
 */
function cornersOf(values) {
  const { drawing, sketch } = values;
  return (drawing && parseLine(values[drawing])) || sketch;
}

/** @param {Readonly<Values>} values */
function isDone(values) {
  return values.drawing !== '' && values[values.drawing] !== '';
}

/**
 * Changes what is drawn, finished or not; too few corners are unfinished again.
 * @param {State} state
 * @param {Position[]} corners
 */
function setCorners(state, corners) {
  const { drawing } = state.values;
  if (!drawing) return;
  if (isDone(state.values) && corners.length >= fewest[drawing]) finish(state, corners);
  else state.set({ [drawing]: '', sketch: corners });
}

/** @param {State} state @param {Position[]} corners */
function finish(state, corners) {
  const done = formatPoints(corners);
  state.set(state.values.drawing === 'line' ? { line: done, sketch: [] } : { area: done, region: '', sketch: [] });
}

/** @param {State} state */
function actions(state) {
  const { language, drawing } = state.values;
  const corners = cornersOf(state.values);
  if (!drawing || corners.length === 0) return [];
  const clear = () => setCorners(state, []);
  const done = isDone(state.values);
  return [
    !done && corners.length >= fewest[drawing] && action(t(language, 'draw.finish'), () => finish(state, corners), 'button primary'),
    !done && action(t(language, 'draw.undo'), () => setCorners(state, corners.slice(0, -1))),
    action(t(language, `draw.remove.${drawing}`), clear),
  ];
}

/** @param {string} text @param {() => void} click */
function action(text, click, className = 'button') {
  return element('button', { type: 'button', class: className, click }, text);
}

/** @param {State} state */
function cornerList(state) {
  const { language } = state.values;
  const corners = cornersOf(state.values);
  if (corners.length === 0) return [];
  const items = corners.map((corner, i) => {
    const where = formatCoordinates(corner);
    const remove = element('button', {
      type: 'button', class: 'card-close', title: t(language, 'draw.remove-corner', { where }),
      'aria-label': t(language, 'draw.remove-corner', { where }), click: () => setCorners(state, corners.filter((_, j) => j !== i)),
    }, icon('close'));
    return element('li', {}, element('span', {}, where), remove);
  });
  return [element('h3', { class: 'reports-title' }, t(language, 'draw.corners', { count: corners.length })), element('ol', {}, ...items)];
}

/** @param {Readonly<Values>} values */
async function measuredText(values) {
  const { language, drawing, failure, area } = values;
  const corners = cornersOf(values);
  if (!drawing || corners.length < fewest[drawing]) return [];
  const { lengthsAlong, measureRing } = await import('../geodesy.js');
  if (drawing === 'line') {
    const km = lengthsAlong(corners).at(-1) ?? 0;
    return [element('p', {}, element('b', {}, formatLength(language, km)))];
  }
  if (area && failure && isRefused(failure)) return [element('p', { class: 'note' }, failureText(language, failure))];
  const { areaKm2, perimeterKm } = measureRing(corners);
  return [
    element('p', {}, element('b', {}, t(language, 'area', { area: formatArea(language, areaKm2) }))),
    element('p', {}, t(language, 'draw.perimeter', { length: formatLength(language, perimeterKm) })),
    area && element('p', { class: 'measure-hint' }, t(language, 'draw.held')),
  ];
}
