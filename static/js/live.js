import { dayOf } from './days.js';
import { isAtNewest, newsOf, remainingOffer } from './live/news.js';
import { createShared } from './live/shared.js';

/**
 * @typedef {import('./state.js').State} State
 * @typedef {import('./types.js').Snapshot} Snapshot
 * @typedef {import('./types.js').Values} Values
 */

/** Milliseconds that a connection may be away before it is worth a word. */
const blink = 4000;
/** Milliseconds from news until the history is fetched, and from then until it may be again. */
const [gather, rest] = [100, 2000];
const setting = 'greyzone-follow';

/**
 * Keeps the page up to date: what the server's stream tells of the layers shown has them fetched anew, and the reader is
 * told what that changed.
 * @param {State} state
 * @param {string} base address of the page
 */
export function startLive(state, base) {
  tellNews(state);
  hearStream(state, new URL('api/v1/stream', base).href);
}

/** Whether the newest map is shown by itself is the reader's own setting, for which there is a use once there is news. @param {State} state */
function keepFollow(state) {
  // A browser may forbid the page to keep anything.
  try {
    state.set({ follow: localStorage.getItem(setting) === 'yes' });
  } catch {
    return;
  }
  state.onChange(['follow'], ({ follow }) => {
    if (follow) localStorage.setItem(setting, 'yes');
    else localStorage.removeItem(setting);
  });
}

/**
 * @param {State} state
 * @param {string} url
 */
function hearStream(state, url) {
  const renew = createRenewal(state);
  const setOpen = createWord(state);
  const shared = createShared(url, (message) => {
    if ('open' in message) setOpen(message.open);
    else if (isNews(state.values, message)) renew();
  });
  // Nothing is news before it is known what there is; the stream tells of the time before it too.
  const stop = state.onChange(['snapshots', 'failure'], () => {
    stop();
    // A page that keeps a connection is not kept for Back.
    addEventListener('pagehide', shared.stop);
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) shared.start();
    });
    shared.start();
  });
}

/**
 * Whether what was published is of a layer that is shown, and not there already.
 * @param {Readonly<Values>} values
 * @param {import('./live/shared.js').Published} published
 */
function isNews({ layer, with: other, snapshots }, { layer: id, snapshot, withdrawn }) {
  if (id !== layer?.id) return id === other;
  return withdrawn || !snapshots.some((known) => known.id === snapshot);
}

/** Has the history fetched anew: in a while, as many snapshots may come at once, and once somebody looks. @param {State} state */
function createRenewal(state) {
  let stale = false;
  let waiting = 0;
  let last = -Infinity;
  const renew = () => {
    waiting = 0;
    if (document.hidden || !stale) return;
    stale = false;
    last = performance.now();
    state.set({ heard: state.values.heard + 1 });
  };
  document.addEventListener('visibilitychange', renew);
  return () => {
    stale = true;
    waiting ||= window.setTimeout(renew, Math.max(gather, last + rest - performance.now()));
  };
}

/** Says that the connection is lost, if it is for longer than a blink, and tries again what failed once it is back. @param {State} state */
function createWord(state) {
  let timer = 0;
  return (/** @type {boolean} */ open) => {
    clearTimeout(timer);
    const { lost, attempt } = state.values;
    if (!open) timer = window.setTimeout(() => state.set({ lost: true }), blink);
    else if (lost) state.set({ lost: false, attempt: attempt + 1 });
  };
}

/** @param {State} state */
function tellNews(state) {
  let shown = state.values.layer?.id ?? '';
  /** @type {Snapshot[] | null} */
  let before = null;
  let keepsFollow = false;
  state.onChange(['snapshots'], (values) => {
    const { layer, snapshots } = values;
    const known = before;
    before = layer?.id === shown ? snapshots : null;
    if (layer?.id !== shown) state.set({ news: null });
    else if (known) {
      if (!keepsFollow) keepFollow(state);
      keepsFollow = true;
      tell(state, known);
    }
    shown = layer?.id ?? '';
  });
  state.onChange(['day', 'published'], ({ day, news, published }) => {
    const reached = news?.kind !== 'new' || day >= dayOf(news.snapshot.valid_at);
    if (news && (reached || news.snapshot.id === published)) state.set({ news: null });
  });
}

/**
 * @param {State} state
 * @param {Snapshot[]} before
 */
function tell(state, before) {
  const { snapshots, day, published: own, follow, playing, news: last } = state.values;
  const found = newsOf(before, snapshots, { day, own });
  if (!found) return last?.kind === 'new' ? state.set({ news: remainingOffer(last, snapshots) }) : undefined;
  // The reader was at the newest map if that is still the one from before the last news.
  const news = last?.kind === 'new' && found.kind === 'new' ? { ...found, since: last.since } : found;
  if (news.kind === 'new' && follow && !playing && isAtNewest(news, day)) {
    state.set({ day: dayOf(news.snapshot.valid_at) });
    state.set({ news: { ...news, kind: 'shown' } });
  } else state.set({ news });
}
