import { dayOf } from './days.js';

/**
 * What changed hands between two days: asked of the server once both days are settled, and until then what was asked before.
 *
 * @typedef {import('./types.js').Values} Values
 * @typedef {import('./types.js').ChangeAnswer} ChangeAnswer
 * @typedef {import('./types.js').ChangeTotal} ChangeTotal
 */

/** Milliseconds that both days must have been left alone. */
const settled = 200;
/** What is told of ground, in km²: of one kind all together, and of one polygon of it. */
export const [leastPair, leastPiece] = [0.5, 0.25];

/**
 * Fetches the changes while they are looked at.
 * @param {import('./state.js').State} state
 * @param {import('./api.js').Api} api
 * @param {import('./tasks.js').Tasks} tasks
 */
export function followChanges(state, api, tasks) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  state.watch(['mode', 'layer', 'fromSnapshot', 'snapshot', 'region'], () => {
    clearTimeout(waiting);
    if (state.values.mode !== 'change' || isCurrent(state.values)) return;
    waiting = setTimeout(() => tasks.run('changes', async (signal) => {
      const { layer, fromSnapshot, snapshot } = state.values;
      if (!layer || !fromSnapshot || !snapshot) return;
      const between = { from: dayOf(fromSnapshot.valid_at), to: dayOf(snapshot.valid_at), region: regionAsked(state.values) || undefined };
      state.set({ changes: await api.changes(layer.id, between, signal) });
    }), settled);
  });
}

/**
 * Whether the changes that are known are those between the two days that are shown.
 * @param {Pick<Values, 'changes' | 'layer' | 'fromSnapshot' | 'snapshot' | 'region'>} values
 */
export function isCurrent({ changes, layer, fromSnapshot, snapshot, region }) {
  return changes !== null && changes.layer === layer?.id && (changes.region?.id ?? '') === regionAsked({ region })
    && changes.from?.snapshot.id === fromSnapshot?.id && changes.to.snapshot.id === snapshot?.id;
}

/**
 * The changes to show, those of other days while theirs are under way; null where there are none, such as from before the
 * first map.
 * @param {Pick<Values, 'mode' | 'changes' | 'layer' | 'fromSnapshot' | 'snapshot'>} values
 */
export function changesShown({ mode, changes, layer, fromSnapshot, snapshot }) {
  return mode === 'change' && fromSnapshot && snapshot && changes?.layer === layer?.id ? changes : null;
}

/**
 * The region that changes are asked of: what is in view is all mapped ground to them.
 * @param {Pick<Values, 'region'>} values
 */
function regionAsked({ region }) {
  return region === 'view' ? '' : region;
}

/**
 * The ways in which ground changed hands that are large enough to be told, the largest first.
 * @param {ChangeAnswer} changes
 * @param {ChangeTotal['kind']} kind
 * @returns {ChangeTotal[]}
 */
export function pairsOf(changes, kind) {
  return changes.totals.filter((total) => total.kind === kind && total.area_km2 >= leastPair);
}

/**
 * The pieces of ground that are large enough to be drawn, each of a way that is.
 * @param {ChangeAnswer} changes
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

/** @param {ChangeAnswer} changes */
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
