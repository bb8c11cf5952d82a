import { ApiError, isAbort } from './api.js';
import { begin, end } from './busy.js';

/**
 * Tasks runs what is fetched, each under a name: a task that starts anew aborts its run before, and one that failed can
 * be tried again.
 */
export class Tasks {
  /** @type {Map<string, AbortController>} */
  #running = new Map();
  /** @type {Map<string, {error: Error, work: (signal: AbortSignal) => Promise<void>}>} */
  #failed = new Map();
  #report;

  /** @param {(failure: Error | null) => void} report called with the latest failure there is, null when all is well */
  constructor(report) {
    this.#report = report;
  }

  /**
   * Runs work; its failure is reported and does not reject.
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<void>} work
   */
  async run(name, work) {
    this.#running.get(name)?.abort();
    const controller = new AbortController();
    this.#running.set(name, controller);
    begin(name);
    try {
      await work(controller.signal);
      this.#settle(name, controller);
    } catch (error) {
      this.#settle(name, controller, isAbort(error) ? undefined : { error: /** @type {Error} */ (error), work });
    }
  }

  /** Runs again whatever failed. */
  retry() {
    for (const [name, { work }] of [...this.#failed]) this.run(name, work);
  }

  /**
   * @param {string} name
   * @param {AbortController} controller
   * @param {{error: Error, work: (signal: AbortSignal) => Promise<void>}} [failure]
   */
  #settle(name, controller, failure) {
    if (this.#running.get(name) !== controller) return;
    this.#running.delete(name);
    end(name);
    this.#failed.delete(name);
    if (failure) this.#failed.set(name, failure);
    this.#report([...this.#failed.values()].at(-1)?.error ?? null);
  }
}

/**
 * Fails as whatever else does that the server does not answer.
 * @template T
 * @param {Promise<T>} part of the page's script
 * @returns {Promise<T>}
 */
export async function fetched(part) {
  try {
    return await part;
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(0, {});
    throw error;
  }
}
