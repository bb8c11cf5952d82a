import { ApiError, isAbort } from '../../api.js';
import { dayOf } from '../../days.js';
import { dayInName } from './filename.js';
import { phaseAfter } from './judge.js';

/**
 * @typedef {import('./judge.js').Phase} Phase
 * @typedef {import('../../types.js').UploadReport} UploadReport
 * @typedef {Pick<import('../../api.js').Api, 'upload' | 'revert'>} Uploads
 * @typedef {{getItem(key: string): string | null, setItem(key: string, value: string): void, removeItem(key: string): void}} Memory
 */

const tokenKey = 'greyzone-token';
const layerPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/**
 * Draft is an upload on its way: what was chosen, what the server said of it. It fires "change". Whatever is changed in
 * it starts the dry run anew, so that what is published is what was looked at.
 */
export class Draft extends EventTarget {
  /** @type {File | null} */
  file = null;
  /** YYYY-MM-DD, '' while unknown. */
  day = '';
  /** Whether the day was taken from the file: then the server takes it from there too, with its time of day. */
  dayFromFile = true;
  /** ID of a layer that is there, '' for a new one. */
  layer = '';
  newLayer = '';
  token = '';
  /** @type {Phase} */
  phase = 'empty';
  /** @type {UploadReport | null} */
  report = null;
  /** @type {ApiError | null} */
  error = null;
  /** The editor says that the large change is meant. */
  meant = false;
  #api;
  #memory;
  #running = new AbortController();
  /** What the last request was about. */
  #asked = '';

  /**
   * @param {Uploads} api
   * @param {Memory} memory where the token is kept for the session
   */
  constructor(api, memory) {
    super();
    this.#api = api;
    this.#memory = memory;
    this.token = memory.getItem(tokenKey) ?? '';
  }

  /** The layer that the file goes to. */
  get target() {
    return this.layer || this.newLayer;
  }

  /** Whether something is being stored: then nothing else may be begun, for it could no longer be told what is stored. */
  get isStoring() {
    return this.phase === 'publishing' || this.phase === 'undoing';
  }

  /** @param {File} file */
  choose(file) {
    this.#asked = '';
    return this.change({ file, day: dayInName(file.name), dayFromFile: true });
  }

  /**
   * Keeps the token for the session.
   * @param {string} token
   */
  setToken(token) {
    if (token) this.#memory.setItem(tokenKey, token);
    else this.#memory.removeItem(tokenKey);
    return this.change({ token });
  }

  /**
   * Changes what is uploaded and runs the dry run, unless the server was asked just that; nothing while something is
   * being stored.
   * @param {Partial<Pick<Draft, 'file' | 'day' | 'dayFromFile' | 'layer' | 'newLayer' | 'token'>>} values
   */
  async change(values) {
    if (this.isStoring) return;
    Object.assign(this, values);
    // A field that is left says that it changed, although what was typed into it has been sent already.
    if (this.file && this.#request() === this.#asked) return;
    Object.assign(this, { report: null, error: null, meant: false });
    await this.check();
  }

  /** @param {boolean} meant */
  setMeant(meant) {
    this.meant = meant;
    this.#changed();
  }

  /** The dry run. */
  async check() {
    const { file } = this;
    if (!file) return this.#enter('empty');
    if (!this.token) return this.#enter('no-token');
    if (!layerPattern.test(this.target)) return this.#enter('no-layer');
    await this.#attempt('reading', 'ready', (signal) => this.#send(file, { dry_run: true, changes: 'geojson' }, signal));
  }

  /** Stores it. */
  async publish() {
    const { file, meant } = this;
    if (!file) return;
    await this.#attempt('publishing', 'published', (signal) => this.#send(file, meant ? { allow_large_change: true } : {}, signal));
  }

  /** Takes back what was published. */
  async undo() {
    const id = this.report?.snapshot.id;
    if (!id) return;
    await this.#attempt('undoing', 'undone', (signal) => this.#api.revert(this.target, id, this.token, signal));
  }

  /** Forgets the file and gives up what is under way. */
  close() {
    this.#running.abort();
    this.#asked = '';
    Object.assign(this, { file: null, day: '', dayFromFile: true, report: null, error: null, meant: false });
    this.#enter('empty');
  }

  /**
   * @param {File} file
   * @param {{dry_run?: boolean, changes?: 'geojson', allow_large_change?: boolean}} how
   * @param {AbortSignal} signal
   */
  #send(file, how, signal) {
    const datetime = this.dayFromFile || !this.day ? undefined : this.day;
    const create_layer = this.layer ? undefined : true;
    return this.#api.upload(this.target, file, { ...how, filename: file.name, datetime, create_layer }, this.token, signal);
  }

  /**
   * @param {Phase} during
   * @param {Phase} done
   * @param {(signal: AbortSignal) => Promise<UploadReport>} send
   */
  async #attempt(during, done, send) {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#asked = this.#request();
    this.#enter(during);
    try {
      const report = await send(signal);
      if (signal.aborted) return;
      Object.assign(this, { report, error: null, day: dayOf(report.snapshot.valid_at) });
      this.#enter(done);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      // Which day the server took the file for, where that is what it says no to.
      if (error.problem.valid_at) this.day = dayOf(error.problem.valid_at);
      this.#enter(phaseAfter(error, during !== 'reading'));
    }
  }

  #request() {
    return JSON.stringify([this.target, this.token, this.dayFromFile ? '' : this.day]);
  }

  /** @param {Phase} phase */
  #enter(phase) {
    this.phase = phase;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
