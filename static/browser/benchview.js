// Measures what a reader waits for, by Chromium's own figures: the first view, on a phone that Lighthouse takes for its measure;
// frames while the handle is dragged across the history; long tasks; memory while the history is played twice; Lighthouse's own
// marks. BENCH_RUNS is how many pages are opened for each time and mark, 3 if it is not set: of these the middle counts.
import { execFile } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { promisify } from 'node:util';
import { quantile, target } from './benchtarget.js';
import { browser, chromiumPath, endAll, startServer } from './run.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').CDPSession} Session
 * @typedef {{what: string, measured: string, goal: string, reached: boolean | null}} Line   null: it is not measured against a goal
 */

const runs = Number(process.env.BENCH_RUNS ?? 3);
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };
const wide = { viewport: { width: 1440, height: 900 } };
/** Lighthouse's mobile profile. */
const slow = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8, offline: false };
const slower = 4;
/** Not fetched by the project's own installation: it is some 100 MB. */
const lighthouse = 'lighthouse@12.8.2';

/** Marks when the first zones are painted, and when the map's own are in their place: what is posted in a frame arrives after it. */
function markZones() {
  for (const [name, selector] of [['zones', '.map .zone'], ['map', '.map[data-snapshot]']]) {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => performance.mark(name);
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      observer.disconnect();
      requestAnimationFrame(() => painted.port2.postMessage(null));
    });
    observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-snapshot'] });
  }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) performance.measure('long', { start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * @param {string} address
 * @param {import('playwright-core').BrowserContextOptions} options
 * @param {(session: Session) => Promise<unknown>} [prepare]
 * @returns {Promise<{page: Page, session: Session}>}
 */
async function open(address, options, prepare) {
  const context = await (await browser()).newContext({ locale: 'en-GB', ...options });
  await context.addInitScript(markZones);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await prepare?.(session);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('map').length > 0);
  return { page, session };
}

/** What the page does to load is over: the timeline is there and the page at rest. @param {Page} page */
async function waitForAll(page) {
  await page.locator('.panel[aria-busy="false"]').waitFor({ state: 'attached', timeout: 120_000 });
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/timeline?')), undefined, { timeout: 120_000 });
  await page.waitForTimeout(2500);
}

/**
 * The bytes that come over the wire until the page is at rest, by kind; the timeline, the fonts, the stream and what is asked for
 * once the timeline is there, such as what prints, are no part of the first view.
 * @param {string} address
 */
async function bytesOf(address) {
  /** @type {Map<string, string>} */
  const kinds = new Map();
  /** Requests that are no part of it by their time. @type {Set<string>} */
  const late = new Set();
  let [isOver, after] = [false, 0];
  /** @type {Record<string, number>} */
  const bytes = {};
  const { page } = await open(address, phone, async (session) => {
    await session.send('Network.enable');
    session.on('Network.requestWillBeSent', ({ requestId }) => { if (isOver) late.add(requestId); });
    session.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, kindOf(new URL(response.url))));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? '';
      isOver ||= kind === 'timeline';
      if (!outside.includes(kind) && !late.has(requestId)) bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
      else if (kind !== 'timeline' && kind !== 'fonts') after += encodedDataLength;
    });
  });
  await waitForAll(page);
  await page.context().close();
  const total = Object.values(bytes).reduce((sum, n) => sum + n, 0);
  return { total, after, parts: Object.entries(bytes).sort((a, b) => b[1] - a[1]) };
}

/** What is no part of the first view. */
const outside = ['fonts', 'timeline', 'stream'];

/** @param {URL} url */
function kindOf({ pathname }) {
  if (/\.woff2$/.test(pathname)) return 'fonts';
  if (/\.js$/.test(pathname)) return 'js';
  if (/\.css$/.test(pathname)) return 'css';
  return pathname.replace(/.*\/api\/v1\//, '').replace(/.*\/snapshots$/, 'snapshots') || 'html';
}

/** @param {Session} session */
async function slowDown(session) {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
}

/** Milliseconds to the first zones and to the map on Lighthouse's phone, one for each run. @param {string} address */
async function timesToZones(address) {
  /** @type {{zones: number[], map: number[]}} */
  const times = { zones: [], map: [] };
  for (let i = 0; i < runs; i++) {
    const { page } = await open(address, phone, slowDown);
    for (const name of /** @type {const} */ (['zones', 'map'])) {
      times[name].push(await page.evaluate((mark) => performance.getEntriesByName(mark)[0].startTime, name));
    }
    await page.context().close();
  }
  return times;
}

/**
 * Drags the handle across the whole history and back, as fast as a hand does.
 * @param {Page} page
 * @returns {Promise<number[]>} milliseconds from frame to frame
 */
async function scrub(page) {
  await page.evaluate(() => {
    const frames = /** @type {number[]} */ ([]);
    const next = (/** @type {number} */ now) => {
      frames.push(now);
      if (!document.body.dataset.scrubbed) requestAnimationFrame(next);
    };
    Object.assign(window, { frames });
    requestAnimationFrame(next);
  });
  const box = await page.locator('.timeline-surface').boundingBox();
  if (!box) throw new Error('the page has no chart');
  const y = box.y + box.height * 0.6;
  const [left, right] = [box.x + 0.1 * box.width, box.x + 0.95 * box.width];
  await page.mouse.move(right, y);
  await page.mouse.down();
  const [steps, began] = [360, performance.now()];
  for (let i = 0; i <= steps; i++) {
    const part = Math.abs(1 - (2 * i) / steps);
    await page.mouse.move(left + (right - left) * part, y);
    const ahead = began + (i * 1000) / 60 - performance.now();
    if (ahead > 0) await new Promise((resolve) => { setTimeout(resolve, ahead); });
  }
  await page.mouse.up();
  await page.evaluate(() => { document.body.dataset.scrubbed = ''; });
  const frames = await page.evaluate(() => /** @type {{frames: number[]} & Window} */ (/** @type {unknown} */ (window)).frames);
  return frames.slice(1).map((now, i) => now - frames[i]);
}

/** @param {Page} page @returns {Promise<{start: number, duration: number}[]>} */
const longTasks = (page) => page.evaluate(() => (
  performance.getEntriesByName('long').map(({ startTime: start, duration }) => ({ start, duration }))));

/**
 * @param {string} address
 * @param {number} rate how many times slower the processor is
 */
async function scrubbing(address, rate) {
  const { page } = await open(address, wide, (session) => session.send('Emulation.setCPUThrottlingRate', { rate }));
  await waitForAll(page);
  const loaded = await page.evaluate(() => performance.now());
  const frames = await scrub(page);
  const tasks = await longTasks(page);
  await page.context().close();
  return {
    frames, after: tasks.filter(({ start }) => start >= loaded), loading: Math.max(0, ...tasks.filter(({ start }) => start < loaded).map(({ duration }) => duration)),
  };
}

/**
 * Plays the whole history twice.
 * @param {string} address
 * @returns {Promise<{bytes: number, nodes: number, listeners: number}[]>} what is kept after each time
 */
async function memory(address) {
  const { page, session } = await open(address, wide);
  await waitForAll(page);
  await page.locator('.timeline select').first().selectOption('month');
  const kept = [];
  for (let i = 0; i < 2; i++) {
    await page.getByRole('slider', { name: 'Day' }).press('Home');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor({ timeout: 600_000 });
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize: bytes } = await session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
    kept.push({ bytes, nodes, listeners });
  }
  await page.context().close();
  return kept;
}

/** Lighthouse's marks, 0 to 100; none where it cannot be had. @param {string} address @returns {Promise<Record<string, number>>} */
async function marks(address) {
  const flags = ['--yes', lighthouse, address, '--quiet', '--output=json', '--only-categories=performance,accessibility,best-practices',
    '--chrome-flags=--headless --no-sandbox --disable-gpu'];
  try {
    const { stdout } = await promisify(execFile)('npx', flags, { env: { ...process.env, CHROME_PATH: chromiumPath() }, maxBuffer: 1 << 26 });
    /** @type {{categories: Record<string, {score: number}>}} */
    const { categories } = JSON.parse(stdout);
    return Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, Math.round(100 * score)]));
  } catch (error) {
    console.log(`${lighthouse} cannot be run: ${String(error).slice(0, 300)}`);
    return {};
  }
}

/**
 * Has the server measure what it will be asked for: the first to ask waits for that, and no one after.
 * @param {string} url
 * @param {string} layer
 */
async function measureAhead(url, layer) {
  const { layers } = await (await fetch(`${url}/api/v1/layers`)).json();
  // What all pages ask for is packed after the start, which this may come before.
  const paths = ['outlines?kind=oblast', 'settlements', 'events?compact=true', 'claims'];
  for (const path of paths) await fetch(`${url}/api/v1/${path}`, { headers: { 'Accept-Encoding': 'br' } });
  const { sides } = layers.find((/** @type {{id: string}} */ { id }) => id === layer);
  const regions = ['', ...sides.map((/** @type {{region: string}} */ { region }) => `&region=${region}`)];
  for (const region of regions) await fetch(`${url}/api/v1/area-controlled?layer=${layer}&datetime=../..&compact=true${region}`);
}

const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(0)} KB`;
const ms = (/** @type {number} */ time) => `${time.toFixed(1)} ms`;

/** @param {string} title @param {Awaited<ReturnType<typeof scrubbing>>} scrubbed @param {boolean} judged @returns {Line[]} */
function scrubLines(title, { frames, after, loading }, judged) {
  const [middle, late] = [quantile(frames, 0.5), frames.filter((time) => time > 17.5).length / frames.length];
  return [
    { what: `frame while scrubbing, ${title}, median`, measured: ms(middle), goal: '16.7 ms', reached: judged ? middle < 16.75 : null },
    { what: `  frames that took longer`, measured: `${(100 * late).toFixed(0)} %, the longest ${ms(Math.max(...frames))}`, goal: '', reached: null },
    { what: `tasks over 50 ms after loading, ${title}`, measured: `${after.length}, the longest ${ms(Math.max(0, ...after.map(({ duration }) => duration)))}`, goal: '0', reached: after.length === 0 },
    { what: `  the longest while loading`, measured: ms(loading), goal: '', reached: null },
  ];
}

const { url, layer } = await target();
const address = `${url}/?layer=${layer}&lang=en`;
await measureAhead(url, layer);
// A first view has all that comes with the default data: regions, border, settlements, reports.
const full = process.env.BENCH_URL ? url : (await startServer()).url;
const mine = process.env.BENCH_URL ? address : `${full}/?layer=kursk-sumy&lang=en`;
await measureAhead(full, 'kursk-sumy');
const { total, after, parts } = await bytesOf(mine);
console.log(`first view: ${parts.map(([kind, bytes]) => `${kind} ${(bytes / 1000).toFixed(1)}`).join(', ')} KB; after it ${(after / 1000).toFixed(1)} KB`);
const { zones, map } = await timesToZones(mine);
/** @type {Line[]} */
const lines = [];
/** @param {...Line} measured */
const add = (...measured) => {
  lines.push(...measured);
  for (const { what, measured: figure } of measured) console.log(`${what}: ${figure}`);
};
add(
  { what: 'first view, all but timeline and fonts', measured: kb(total), goal: '150 KB', reached: total <= 150_000 },
  { what: `first zones on a slow phone, of ${runs}: least, middle`, measured: `${ms(Math.min(...zones))}, ${ms(quantile(zones, 0.5))}`, goal: '2000 ms', reached: quantile(zones, 0.5) <= 2000 },
  { what: '  the map in their place', measured: `${ms(Math.min(...map))}, ${ms(quantile(map, 0.5))}`, goal: '', reached: null },
);
/** @type {Record<string, number[]>} */
const given = {};
for (let i = 0; i < runs; i++) for (const [name, mark] of Object.entries(await marks(mine))) (given[name] ??= []).push(mark);
for (const [name, list] of Object.entries(given)) {
  const middle = quantile(list, 0.5);
  add({ what: `Lighthouse, mobile, ${name}, of ${list.length}: least, middle, most`, measured: `${Math.min(...list)}, ${middle}, ${Math.max(...list)}`, goal: '95', reached: middle >= 95 });
}
add(...scrubLines('1 ×', await scrubbing(address, 1), true));
add(...scrubLines(`${slower} × slower`, await scrubbing(address, slower), false));
const [first, second] = await memory(address);
add({
  what: 'heap, history played once and twice', measured: `${kb(first.bytes)}, ${kb(second.bytes)}; nodes ${first.nodes}, ${second.nodes}; listeners ${first.listeners}, ${second.listeners}`,
  goal: '1.1 times', reached: second.bytes <= 1.1 * first.bytes,
});
console.log(`others' load on the ${availableParallelism()} cores: ${loadavg()[0].toFixed(1)}`);
console.table(lines.map(({ reached, ...line }) => ({ ...line, reached: reached === null ? '' : reached ? 'yes' : 'NO' })));
await endAll();
