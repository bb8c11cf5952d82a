import { withinOf } from './area.js';
import { dayOf } from './days.js';
import { atRest } from './rest.js';

/**
 * What changed hands between two days, on the ground that is measured: asked of the server once both have come to rest, and
 * until then what was asked before.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {import('./types.js').ChangeAnswer} ChangeAnswer
 * @typedef {import('./types.js').ChangeTotal} ChangeTotal
 */

/** What is told of ground, in km²: of one kind all together, and of one polygon of it. */
export const [leastPair, leastPiece] = [0.5, 0.25];

/**
 * Fetches the changes while they are looked at.
 * @param {import('./state.js').State} state
 * @param {import('./api.js').Api} api
 * @param {import('./tasks.js').Tasks} tasks
 */
export function followChanges(state, api, tasks) {
  let asked = 'null';
  state.watch(['mode', 'layer', 'fromSnapshot', 'snapshot', 'region', 'area', 'bounds'], (values) => {
    const question = isCurrent(values) ? null : questionOf(values);
    const key = JSON.stringify(question);
    if (key === asked) return;
    asked = key;
    tasks.run('changes', async (signal) => {
      if (!question) return;
      await atRest(signal);
      const { layer, from, to, within } = question;
      const answer = await api.changes(layer, { from: dayOf(from.valid_at), to: dayOf(to.valid_at) }, within, signal);
      if (!signal.aborted) state.set({ changes: { ...answer, within } });
    });
  });
}

/**
 * What to ask the server: nothing where nothing is looked at that changed, or before it is known what is in view.
 * @param {Readonly<Values>} values
 */
function questionOf({ mode, layer, fromSnapshot: from, snapshot: to, ...ground }) {
  const within = groundOf(ground);
  return mode === 'change' && layer && from && to && within ? { layer: layer.id, from, to, within } : null;
}

/**
 * The ground that changes are told of; null while it is not known what is in view.
 * @param {Pick<Values, 'region' | 'area' | 'bounds'>} values
 */
function groundOf(values) {
  return !values.area && values.region === 'view' && !values.bounds ? null : withinOf(values);
}

/**
 * Whether the changes that are known are those between the two days that are shown, on the ground that is measured.
 * @param {Pick<Values, 'changes' | 'layer' | 'fromSnapshot' | 'snapshot' | 'region' | 'area' | 'bounds'>} values
 */
export function isCurrent({ changes, layer, fromSnapshot, snapshot, ...ground }) {
  return isOfDays({ changes, layer, fromSnapshot, snapshot }) && JSON.stringify(changes?.within) === JSON.stringify(groundOf(ground));
}

/**
 * The changes that may stand beside the maps of the two days: of no other days, though perhaps of ground that was measured
 * before, as long as the answer for another is under way.
 * @param {Pick<Values, 'mode' | 'changes' | 'layer' | 'fromSnapshot' | 'snapshot'>} values
 */
export function changesShown({ mode, ...values }) {
  return mode === 'change' && isOfDays(values) ? values.changes : null;
}

/** @param {Pick<Values, 'changes' | 'layer' | 'fromSnapshot' | 'snapshot'>} values */
function isOfDays({ changes, layer, fromSnapshot, snapshot }) {
  return changes !== null && changes.layer === layer?.id
    && changes.from?.snapshot.id === fromSnapshot?.id && changes.to.snapshot.id === snapshot?.id;
}

/**
 * What an upload would change, beside the map that it would follow or replace, or of a new layer beside any; null where that is
 * not shown.
 * @param {Pick<Values, 'mode' | 'proposed' | 'layers' | 'layer' | 'snapshot'>} values
 */
export function proposedShown({ mode, proposed, layers, layer, snapshot }) {
  if (mode !== 'day' || !proposed) return null;
  if (isOfNewLayer({ proposed, layers })) return proposed;
  return proposed.layer === layer?.id && proposed.from?.snapshot.id === snapshot?.id ? proposed : null;
}

/**
 * Whether what is proposed is of a layer that is yet to be made: then no map that is there has to do with it.
 * @param {Pick<Values, 'proposed' | 'layers'>} values
 */
export function isOfNewLayer({ proposed, layers }) {
  return Boolean(proposed) && !layers.some(({ id }) => id === proposed?.layer);
}

/**
 * The changes to tell of in words, which say of which days they are: those told last while others are under way; null where
 * there are none, such as from before the first map.
 * @param {Pick<Values, 'mode' | 'changes' | 'layer' | 'fromSnapshot' | 'snapshot'>} values
 */
export function changesTold({ mode, changes, layer, fromSnapshot, snapshot }) {
  return mode === 'change' && fromSnapshot && snapshot && changes?.layer === layer?.id ? changes : null;
}

/**
 * The ground that an answer is of, as the state names it.
 * @param {ChangeAnswer} changes
 * @returns {Pick<Values, 'region' | 'area'>}
 */
export function groundToldOf({ within: { region = '', bbox, polygon = '' } }) {
  return { region: bbox ? 'view' : region, area: polygon };
}

/**
 * The ways in which ground changed hands that are large enough to be told, the largest first.
 * @param {Pick<ChangeAnswer, 'totals'>} changes
 * @param {ChangeTotal['kind']} kind
 * @returns {ChangeTotal[]}
 */
export function pairsOf(changes, kind) {
  return changes.totals.filter((total) => total.kind === kind && total.area_km2 >= leastPair);
}

/**
 * The pieces of ground that are large enough to be drawn, each of a way that is.
 * @param {Pick<ChangeAnswer, 'totals' | 'features'>} changes
 */
export function piecesOf(changes) {
  const told = new Set(toldPairs(changes).map(keyOf));
  return changes.features.filter(({ properties }) => properties.area_km2 >= leastPiece && told.has(keyOf(properties)));
}

/**
 * The ways of which a piece is drawn, those that ground moved first.
 * @param {ChangeAnswer} changes
 */
export function drawnPairs(changes) {
  const drawn = new Set(piecesOf(changes).map(({ properties }) => keyOf(properties)));
  return toldPairs(changes).filter((way) => drawn.has(keyOf(way)));
}

/** @param {Pick<ChangeAnswer, 'totals'>} changes */
function toldPairs(changes) {
  return [...pairsOf(changes, 'movement'), ...pairsOf(changes, 'correction')];
}

/** @param {ChangeTotal} way */
function keyOf({ from_status: from, from_side: fromSide, to_status: to, to_side: toSide, kind }) {
  return JSON.stringify([from, fromSide, to, toSide, kind]);
}

/**
 * What a party gained and lost, for certain and with its rear, without what was corrected.
 * @param {import('./types.js').PartyGain} party
 */
export function movedBy({ gained_km2: gained, lost_km2: lost, gained_by_correction_km2: addedLater, lost_by_correction_km2: takenLater }) {
  return { gained: gained - addedLater, lost: lost - takenLater };
}
