/**
 * @typedef {import('./types.js').Values} Values
 */

/**
 * State holds what the page shows. Values are frozen; set() replaces some of them and fires "change", an event whose
 * `detail.keys` is the set of the names that changed. Facts flow one way: input → set → "change" → views redraw.
 */
export class State extends EventTarget {
  /** @type {Readonly<Values>} */
  #values;

  /** @param {Values} values */
  constructor(values) {
    super();
    this.#values = Object.freeze({ ...values });
  }

  get values() {
    return this.#values;
  }

  /** @param {Partial<Values>} changes what is equal to the present value changes nothing */
  set(changes) {
    const keys = new Set();
    for (const [key, value] of Object.entries(changes)) {
      if (!Object.is(value, this.#values[/** @type {keyof Values} */ (key)])) keys.add(key);
    }
    if (keys.size === 0) return;
    this.#values = Object.freeze({ ...this.#values, ...changes });
    this.dispatchEvent(new CustomEvent('change', { detail: { keys } }));
  }

  /**
   * Calls act whenever one of the named values changes, not now.
   * @param {(keyof Values)[]} names
   * @param {(values: Readonly<Values>, keys: Set<string>) => void} act keys are all that changed
   * @returns {() => void} stops it
   */
  onChange(names, act) {
    /** @param {Event} event */
    const listener = (event) => {
      const { keys } = /** @type {CustomEvent<{keys: Set<string>}>} */ (event).detail;
      if (names.some((name) => keys.has(name))) act(this.#values, keys);
    };
    this.addEventListener('change', listener);
    return () => this.removeEventListener('change', listener);
  }

  /**
   * Calls draw now and whenever one of the named values changes.
   * @param {(keyof Values)[]} names
   * @param {(values: Readonly<Values>) => void} draw
   * @returns {() => void} stops it
   */
  watch(names, draw) {
    const stop = this.onChange(names, draw);
    draw(this.#values);
    return stop;
  }
}
