/**
 * A layer with two sides, one with none, and made-up measurements: for tests only.
 *
 * @typedef {import('../../types.js').Layer} Layer
 * @typedef {import('../../types.js').Status} Status
 */

/** @param {string} id @param {string | null} party @param {string} texture @returns {Status} */
function status(id, party, texture) {
  return { id, party, held: party !== null, name: { en: `Held ${id}`, uk: id, ru: id }, colour: '#888888', texture };
}

const [ua, ru, grey] = [status('ua', 'ua', 'plain'), status('ru', 'ru', 'dots'), status('grey', null, 'hatch')];

/** @type {Layer} */
export const layer = {
  id: 'two-sides', kind: 'control', title: 'Two sides', name: null, accuracy: null,
  source: { id: 's', name: 's', url: '', attribution: '', licence: '', redistributable: true },
  statuses: [ua, ru, grey], sides: [{ region: 'north', party: 'ru' }, { region: 'south', party: 'ua' }],
  first_valid_at: null, last_valid_at: null, snapshot_count: 2, bbox: null,
};

/** @type {Layer} */
export const plainLayer = { ...layer, id: 'no-sides', statuses: [grey, ru, status('old', 'ru', 'grid'), ua], sides: [] };

/**
 * @param {[datetime: string, areas: Record<string, number>][]} days km² by status
 * @returns {import('../../types.js').AreaAnswer} of all ground of the layer with two sides
 */
export function answer(days) {
  const results = days.map(([datetime, areas]) => ({
    datetime,
    snapshot: { id: datetime, valid_at: datetime, recorded_at: datetime, revision: 1 },
    areas: Object.entries(areas).map(([id, km2]) => ({ status: id, party: null, area_km2: km2 })),
    controlled: [],
  }));
  return { layer: layer.id, region: null, results, citation: '', permalink: '' };
}
