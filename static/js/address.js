import { addressed, formatAddress, parseAddress } from './url.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./types.js').Values} Values
 */

/** What is chosen: a step of the browser's history each. All else that the address holds only replaces it. */
const choices = /** @type {const} */ (['layer', 'day', 'from', 'mode', 'region', 'area', 'place', 'with']);
const settleMs = 300;
// Days chosen one after the other within this time are one step of the browser's history.
const burstMs = 1500;

/**
 * Keeps the address and the state alike. What is chosen can be left with Back: a layer, a region, a day, a place; moving the
 * map, playing and settings only replace the address.
 * @param {State} state
 */
export function followAddress(state) {
  let timer = 0;
  let push = false;
  let lastChoice = -Infinity;
  const write = () => {
    // While it is not known which layers there are, an address keeps the one that it names.
    if (!state.values.layer) return;
    const href = formatAddress(location.href, placeOf(state.values));
    if (href === location.href) return;
    // A step in the history of a frame is one in that of the page around it, whose reader means to leave that page.
    if (push && !state.values.embed) history.pushState(null, '', href);
    else history.replaceState(null, '', href);
    push = false;
  };
  state.onChange([...addressed], ({ playing }, keys) => {
    const chosen = choices.some((key) => keys.has(key)) && !playing && isWritten();
    if (chosen) {
      if (performance.now() - lastChoice > burstMs) push = true;
      lastChoice = performance.now();
    }
    clearTimeout(timer);
    timer = window.setTimeout(write, settleMs);
  });
  // What the page came with is chosen already.
  timer = window.setTimeout(write, settleMs);
  addEventListener('popstate', () => {
    state.set(changesFrom(location.href, state.values));
    // What comes from the address need not be written to it.
    clearTimeout(timer);
    push = false;
  });
  addEventListener('pagehide', write);
}

/** Whether the page has put its own choice into the address: what comes after that was chosen by the reader. */
function isWritten() {
  const { layer, day } = parseAddress(location.href);
  return layer !== '' && day !== '';
}

/** What an address holds of the state. @param {Readonly<Values>} values @returns {import('./url.js').Place} */
export function placeOf({ layer, ...values }) {
  return { ...values, layer: layer?.id ?? '' };
}

/**
 * What an address that the reader went back to changes.
 * @param {string} href
 * @param {Readonly<Values>} values
 * @returns {Partial<Values>}
 */
function changesFrom(href, values) {
  const { layer, day, language, ...rest } = parseAddress(href);
  return {
    ...rest,
    ...(rest.place === values.place ? {} : { card: rest.place ? 'place' : '' }),
    layer: values.layers.find(({ id, kind }) => id === layer && kind === 'control') ?? values.layer,
    day: day || values.day,
    speak: language || values.speak,
    playing: false,
  };
}
