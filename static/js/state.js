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
  /** @type {{names: (keyof Values)[], compute: (values: Readonly<Values>) => Partial<Values>}[]} */
  #derived = [];

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
    const next = { ...this.#values, ...changes };
    for (const { names, compute } of this.#derived) {
      if (names.some((name) => !Object.is(next[name], this.#values[name]))) Object.assign(next, compute(next));
    }
    const names = /** @type {(keyof Values)[]} */ (Object.keys(next));
    const keys = new Set(names.filter((name) => !Object.is(next[name], this.#values[name])));
    if (keys.size === 0) return;
    this.#values = Object.freeze(next);
    this.dispatchEvent(new CustomEvent('change', { detail: { keys } }));
  }

  /**
   * Keeps values that follow from others: they change together with them, in one "change".
   * @param {(keyof Values)[]} names of what they follow from
   * @param {(values: Readonly<Values>) => Partial<Values>} compute
   */
  derive(names, compute) {
    this.#derived.push({ names, compute });
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
