/**
 * @typedef {import('./types.js').Zones} Zones
 */

/** ZoneCache keeps the zones of the snapshots seen last, and fetches each only once at a time. */
export class ZoneCache {
  /** @type {Map<string, Zones>} by snapshot, the least lately used first */
  #kept = new Map();
  /** @type {Map<string, {promise: Promise<Zones>, controller: AbortController}>} */
  #coming = new Map();
  #load;
  #size;

  /**
   * @param {(id: string, signal: AbortSignal) => Promise<Zones>} load
   * @param {number} size how many snapshots are kept
   */
  constructor(load, size) {
    this.#load = load;
    this.#size = size;
  }

  /** What is kept of that snapshot. @param {string} id */
  get(id) {
    const zones = this.#kept.get(id);
    if (!zones) return undefined;
    this.#kept.delete(id);
    this.#kept.set(id, zones);
    return zones;
  }

  /**
   * Fetches unless it is kept or under way; rejects as load does.
   * @param {string} id
   * @returns {Promise<Zones>}
   */
  async fetch(id) {
    const kept = this.get(id);
    if (kept) return kept;
    const coming = this.#coming.get(id);
    if (coming) return coming.promise;
    const controller = new AbortController();
    const promise = this.#fetch(id, controller);
    this.#coming.set(id, { promise, controller });
    return promise;
  }

  /** Aborts what is under way but for these. @param {string[]} ids */
  abortAllBut(ids) {
    for (const [id, { controller }] of [...this.#coming]) {
      if (ids.includes(id)) continue;
      this.#coming.delete(id);
      controller.abort();
    }
  }

  /**
   * @param {string} id
   * @param {AbortController} controller
   */
  async #fetch(id, controller) {
    try {
      const zones = await this.#load(id, controller.signal);
      this.#kept.set(id, zones);
      if (this.#kept.size > this.#size) this.#kept.delete(/** @type {string} */ (this.#kept.keys().next().value));
      return zones;
    } finally {
      if (this.#coming.get(id)?.controller === controller) this.#coming.delete(id);
    }
  }
}
