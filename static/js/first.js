import { dayOf } from './days.js';
import { chosenLayer } from './layerchoice.js';
import { Timeline } from './topology.js';

/**
 * What the page came with: the map of the asked day, so that it is drawn without another request.
 *
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {import('./types.js').Values} Values
 * @typedef {{layer: string, snapshot: Snapshot, zones: import('./topology.js').Topology | null, measured?: import('./types.js').Measurement}} FirstMap
 *   zones is a timeline of that snapshot alone; null where it is not passed on; measured is of all ground, absent where other is asked for
 * @typedef {{layers: Layer[], settings: Pick<Values, 'tiles' | 'pmtiles'>, first: FirstMap | null}} First
 */

/**
 * Reads it; null where the server could not say it.
 * @param {Document} page
 * @returns {First | null}
 */
export function readFirst(page) {
  return JSON.parse(page.getElementById('first')?.textContent ?? 'null');
}

/**
 * What of the state is known from the start.
 * @param {First | null} came
 * @param {{layer: string, day: string}} asked by the address
 * @param {Values['absent']} [unread] of the address
 * @returns {Pick<Values, 'layers' | 'layer' | 'absent' | 'day' | 'snapshot' | 'zones' | 'opening' | 'loading' | 'tiles' | 'pmtiles'>}
 */
export function firstValues(came, asked, unread = {}) {
  const { layers, settings: { tiles, pmtiles }, first } = came ?? { layers: [], settings: { tiles: null, pmtiles: null }, first: null };
  const { layer, missing } = chosenLayer(layers, asked.layer);
  const map = mapOf(first?.layer === layer?.id ? first : null);
  return {
    layers, layer, tiles, pmtiles, absent: came && missing ? { ...unread, layer: asked.layer } : unread, ...map, day: asked.day || map.day,
  };
}

/** @param {FirstMap | null} map @returns {Pick<Values, 'day' | 'snapshot' | 'zones' | 'opening' | 'loading'>} */
function mapOf(map) {
  if (!map) return { day: '', snapshot: null, zones: null, opening: null, loading: false };
  const { snapshot, measured = null } = map;
  const zones = map.zones && new Timeline(map.zones).zonesOf(snapshot);
  return { day: dayOf(snapshot.valid_at), snapshot, zones, opening: measured, loading: !zones };
}
