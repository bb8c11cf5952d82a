import { landKind } from './regions.js';
import { featuresOf, Timeline, zonesFromFeatures } from './topology.js';

/**
 * @typedef {import('./types.js').Layer} Layer
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {import('./types.js').Problem} Problem
 * @typedef {{
 *   type?: string, title?: string, status?: number, detail?: string, errors?: Problem[], existing?: string,
 *   previous_km2?: number, new_km2?: number, valid_at?: string
 * }} ProblemDetails
 * @typedef {Record<string, string | number | boolean | undefined>} Query
 * @typedef {{region?: string, bbox?: string, polygon?: string}} Within  what is measured in, all of them if several; polygon is GeoJSON
 */

/** ApiError is an answer that is no success, or none at all (status 0). */
export class ApiError extends Error {
  /**
   * @param {number} status of HTTP; 0 where the server could not be reached
   * @param {ProblemDetails} problem as RFC 9457 has it; empty where the answer was none
   */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? (status ? `HTTP ${status}` : 'the server cannot be reached'));
    this.name = 'ApiError';
    this.status = status;
    /** What a user can act on, in English; '' where the server said nothing. */
    this.detail = problem.detail ?? '';
    this.problem = problem;
  }
}

/** Whether error says that a fetch was given up on purpose. @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === 'AbortError';
}

/**
 * Api is the HTTP interface as the page uses it. Every method takes an AbortSignal and throws ApiError; an aborted one
 * throws the signal's reason.
 */
export class Api {
  #base;

  /** @param {string} base address of the page; the interface lies in api/v1/ beside it */
  constructor(base) {
    this.#base = new URL('api/v1/', base);
  }

  /** @param {AbortSignal} [signal] @returns {Promise<Layer[]>} */
  async layers(signal) {
    return (await this.#get('layers', {}, signal)).layers;
  }

  /** @param {AbortSignal} [signal] @returns {Promise<Pick<import('./types.js').Values, 'tiles' | 'pmtiles'>>} */
  settings(signal) {
    return this.#get('settings', {}, signal);
  }

  /**
   * All snapshots of a layer, by valid time, the newest revision of each, without those withdrawn.
   * @param {string} layer
   * @param {AbortSignal} [signal]
   * @returns {Promise<Snapshot[]>}
   */
  async snapshots(layer, signal) {
    /** @type {Snapshot[]} */
    const all = [];
    /** @type {string | undefined} */
    let cursor;
    do {
      const page = await this.#get(`${layerPath(layer)}/snapshots`, { limit: 1000, cursor, compact: true }, signal);
      all.push(...page.snapshots);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    return all.filter((snapshot) => !snapshot.withdrawn);
  }

  /**
   * The map of one snapshot.
   * @param {string} layer
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Zones>}
   */
  async zones(layer, id, signal) {
    return zonesFromFeatures(await this.#get(`${layerPath(layer)}/snapshots/${encodeURIComponent(id)}`, {}, signal));
  }

  /**
   * The maps of all snapshots of a layer. Nothing that is to be seen at once waits for them.
   * @param {string} layer
   * @param {AbortSignal} [signal]
   * @returns {Promise<Timeline>}
   */
  async timeline(layer, signal) {
    return new Timeline(await this.#send('GET', 'timeline', { layer }, { signal, priority: 'low' }));
  }

  /**
   * Area over the whole history of a layer.
   * @param {string} layer
   * @param {Within} within
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').AreaAnswer>}
   */
  areas(layer, { polygon, ...within }, signal) {
    const query = { layer, datetime: '../..', ...within, compact: true };
    return polygon ? this.#send('POST', 'area-controlled', query, { body: polygon, signal }) : this.#get('area-controlled', query, signal);
  }

  /**
   * The same as a table.
   * @param {string} layer
   * @param {Within} within
   * @returns {Promise<Blob>} CSV
   */
  async areasTable(layer, { polygon, ...within }) {
    const query = { layer, datetime: '../..', ...within, format: 'csv' };
    return (await this.#ask(polygon ? 'POST' : 'GET', 'area-controlled', query, { body: polygon })).blob();
  }

  /**
   * Who held a place when, and the reports about it.
   * @param {string} layer
   * @param {{settlement: string} | {lon: number, lat: number}} place
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').PlaceHistory>}
   */
  history(layer, place, signal) {
    return this.#get('history', { layer, ...place }, signal);
  }

  /**
   * How two layers agree on one day, with the ground.
   * @param {{layer: string, with: string, datetime: string}} question
   * @param {{region?: string, polygon?: string}} within polygon is GeoJSON
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Accord>}
   */
  agreement(question, { polygon, region }, signal) {
    const query = { ...question, region, format: 'geojson' };
    return polygon ? this.#send('POST', 'agreement', query, { body: polygon, signal }) : this.#get('agreement', query, signal);
  }

  /**
   * What changed hands between two days, and on what ground.
   * @param {string} layer
   * @param {{from: string, to: string}} between
   * @param {Within} within
   * @param {AbortSignal} [signal]
   * @returns {Promise<Omit<import('./types.js').ChangeAnswer, 'within'>>}
   */
  changes(layer, between, { polygon, ...within }, signal) {
    const query = { layer, ...between, ...within, format: 'geojson' };
    return polygon ? this.#send('POST', 'changes', query, { body: polygon, signal }) : this.#get('changes', query, signal);
  }

  /**
   * The same as a table, within a polygon.
   * @param {import('./api.js').Query} query without the polygon
   * @param {string} polygon GeoJSON
   * @returns {Promise<Blob>} CSV
   */
  async changesTable(query, polygon) {
    return (await this.#ask('POST', 'changes', { ...query, format: 'csv' }, { body: polygon })).blob();
  }

  /**
   * The border, and the regions, of which those have a geometry that the map is made of.
   * @param {AbortSignal} [signal]
   * @returns {Promise<{regions: import('./types.js').Regions, border: import('geojson').FeatureCollection}>}
   */
  async outlines(signal) {
    const topology = await this.#get('outlines', { kind: landKind }, signal);
    const regions = /** @type {{features: any[]}} */ (featuresOf(topology, 'regions'));
    return { regions, border: featuresOf(topology, 'border') };
  }

  /**
   * One region with its geometry.
   * @param {string} id
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').GroundFeature>}
   */
  region(id, signal) {
    return this.#get(`regions/${encodeURIComponent(id)}`, {}, signal);
  }

  /** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Settlement[]>} */
  async settlements(signal) {
    return (await this.#get('settlements', {}, signal)).settlements;
  }

  /**
   * What was reported when, without who said so.
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').ReportEvent[]>}
   */
  async events(signal) {
    return (await this.#get('events', { compact: true }, signal)).events;
  }

  /**
   * The same, with who said so.
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').SourcedEvent[]>}
   */
  async sourcedEvents(signal) {
    return (await this.#get('events', {}, signal)).events;
  }

  /** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Claim[]>} */
  async claims(signal) {
    return (await this.#get('claims', {}, signal)).claims;
  }

  /**
   * Uploads a file as it is.
   * @param {string} layer
   * @param {Blob} file
   * @param {{datetime?: string, filename?: string, dry_run?: boolean, changes?: 'geojson', strict?: boolean, allow_large_change?: boolean,
   *   create_layer?: boolean, note?: string}} options filename is sent along where a format or a day may be told by it
   * @param {string} token
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').UploadReport>}
   */
  upload(layer, file, options, token, signal) {
    const { filename, ...query } = options;
    const body = new FormData();
    body.append('file', file, filename ?? 'snapshot');
    return this.#send('POST', `${layerPath(layer)}/snapshots`, query, { body, token, signal });
  }

  /**
   * Takes the newest revision of a valid time back.
   * @param {string} layer
   * @param {string} id
   * @param {string} token
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').UploadReport>}
   */
  revert(layer, id, token, signal) {
    return this.#send('POST', `${layerPath(layer)}/snapshots/${encodeURIComponent(id)}/revert`, {}, { token, signal });
  }

  /**
   * @param {string} path
   * @param {Query} query
   * @param {AbortSignal} [signal]
   */
  #get(path, query, signal) {
    return this.#send('GET', path, query, { signal });
  }

  /**
   * The address of an answer, for a link.
   * @param {string} path
   * @param {Query} query
   */
  href(path, query) {
    return addressOf(new URL(path, this.#base), query).href;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Query} query
   * @param {{body?: BodyInit, token?: string, signal?: AbortSignal, priority?: RequestPriority}} request
   */
  async #send(method, path, query, request) {
    return await bodyOf(await this.#ask(method, path, query, request), request.signal);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Query} query
   * @param {{body?: BodyInit, token?: string, signal?: AbortSignal, priority?: RequestPriority}} request
   * @returns {Promise<Response>} a success
   */
  async #ask(method, path, query, { body, token, signal, priority }) {
    const url = addressOf(new URL(path, this.#base), query);
    /** @type {Record<string, string>} */
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await reach(url, { method, body, headers, signal, priority });
    if (!response.ok) throw new ApiError(response.status, await problemOf(response));
    return response;
  }
}

/**
 * @param {URL} url
 * @param {Query} query
 */
function addressOf(url, query) {
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** @param {string} layer */
function layerPath(layer) {
  return `layers/${encodeURIComponent(layer)}`;
}

/**
 * @param {URL} url
 * @param {RequestInit} init
 */
async function reach(url, init) {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, {});
  }
}

/**
 * @param {Response} response
 * @param {AbortSignal} [signal]
 */
async function bodyOf(response, signal) {
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, { detail: 'the answer broke off' });
  }
}

/** @param {Response} response @returns {Promise<ProblemDetails>} */
async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
