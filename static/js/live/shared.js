import { connect } from './connection.js';

/**
 * One connection for all tabs of a browser: HTTP/1.1 has but six for a host. The tab that holds the lock leads: it
 * listens to the server and tells the others.
 *
 * @typedef {{layer: string, snapshot: string, withdrawn: boolean, at: string}} Published  `at` is when the server recorded it
 * @typedef {{open: boolean} | Published} Message  whether there is a connection; what was published
 * @typedef {Message | 'ask'} Sent
 */

/** Milliseconds in which a leader answers that is awake; browsers put tabs to sleep that nobody looks at. */
const patience = 2000;

/** Milliseconds that a reader's clock may be ahead of the server's and nothing be missed. */
const ahead = 600_000;

/**
 * @param {string} url of the stream
 * @param {(message: Message) => void} hear told of some things twice, where the connection changes hands
 * @returns {{start: () => void, stop: () => void}}
 */
export function createShared(url, hear) {
  // Without a secure context there are no locks, and a frame in a page of others may be refused them: then a tab listens for
  // itself, while it is seen.
  if (!navigator.locks) return listenWhileSeen(url, hear);
  let way = shareByLock(url, hear, () => {
    way.stop();
    way = listenWhileSeen(url, hear);
    way.start();
  });
  return { start: () => way.start(), stop: () => way.stop() };
}

/**
 * Listens to what was published since what was heard last, at first since before the page was there.
 * @param {string} url
 * @param {() => string} since
 * @param {(message: Message) => void} tell
 */
function listen(url, since, tell) {
  return connect(() => `${url}?since=${encodeURIComponent(since())}`, {
    open: () => tell({ open: true }),
    lost: () => tell({ open: false }),
    snapshot({ data, lastEventId }) {
      const { layer, snapshot, withdrawn } = JSON.parse(data);
      tell({ layer, snapshot: snapshot.id, withdrawn, at: lastEventId });
    },
  });
}

/** The time of what was heard last. @returns {{since: () => string, note: (message: Message) => void}} */
function createMemory() {
  let last = new Date(performance.timeOrigin - ahead).toISOString();
  return {
    since: () => last,
    note(message) {
      if ('at' in message) last = message.at;
    },
  };
}

/**
 * @param {string} url
 * @param {(message: Message) => void} hear
 */
function listenWhileSeen(url, hear) {
  /** @type {{end: () => void} | null} */
  let connection = null;
  const { since, note } = createMemory();
  /** @param {Message} message */
  const tell = (message) => {
    note(message);
    hear(message);
  };
  const follow = () => {
    if (!document.hidden) connection ??= listen(url, since, tell);
    else {
      connection?.end();
      connection = null;
    }
  };
  return {
    start() {
      document.addEventListener('visibilitychange', follow);
      follow();
    },
    stop() {
      document.removeEventListener('visibilitychange', follow);
      connection?.end();
      connection = null;
    },
  };
}

/**
 * @param {string} url
 * @param {(message: Message) => void} hear
 * @param {() => void} refused called where the browser gives no locks
 */
function shareByLock(url, hear, refused) {
  /** @type {BroadcastChannel} */
  let channel;
  let waiting = 0;
  let open = false;
  const { since, note } = createMemory();
  const lead = createLead(url, () => listen(url, since, (message) => {
    if ('open' in message) ({ open } = message);
    note(message);
    channel.postMessage(message);
    hear(message);
  }), refused);
  const ask = () => {
    clearTimeout(waiting);
    if (lead.isHeld || document.hidden) return;
    channel.postMessage('ask');
    waiting = window.setTimeout(() => {
      // Nobody has answered who leads alone.
      if (!lead.isHeld) lead.take(true);
    }, patience);
  };
  /** @param {MessageEvent<Sent>} event */
  const receive = ({ data }) => {
    if (data === 'ask') {
      if (lead.isHeld) channel.postMessage({ open });
      return;
    }
    clearTimeout(waiting);
    if (lead.isHeld) return;
    note(data);
    hear(data);
  };
  return {
    start() {
      channel = new BroadcastChannel(url);
      channel.addEventListener('message', receive);
      document.addEventListener('visibilitychange', ask);
      lead.take(false);
      ask();
    },
    stop() {
      clearTimeout(waiting);
      document.removeEventListener('visibilitychange', ask);
      lead.leave();
      channel.close();
    },
  };
}

/**
 * The lead among the tabs of a browser, which is whose lock it is.
 * @param {string} name of the lock
 * @param {() => {end: () => void}} begin what the leader does
 * @param {() => void} refused called where the browser gives no locks
 */
function createLead(name, begin, refused) {
  let isHeld = false;
  /** Ends what holds the lock, or waits for it. */
  let leaving = new AbortController();

  /** @param {AbortSignal} until @returns {Promise<void>} */
  const hold = (until) => new Promise((resolve) => {
    // One that steals cannot be called off, and may have left before it is let in.
    if (until.aborted) return resolve();
    isHeld = true;
    const { end } = begin();
    until.addEventListener('abort', () => {
      isHeld = false;
      end();
      resolve();
    });
  });
  /** @param {boolean} steal whether it is taken from who holds it, or waited for */
  const take = async (steal) => {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    try {
      // A lock that is stolen cannot be waited for as well.
      await navigator.locks.request(name, steal ? { steal } : { signal }, () => hold(signal));
    } catch (error) {
      if (signal.aborted) return; // this tab has left
      if (error instanceof DOMException && error.name === 'AbortError') take(false); // another one has stolen the lock
      else refused();
    }
  };
  return {
    get isHeld() {
      return isHeld;
    },
    take,
    leave: () => leaving.abort(),
  };
}
