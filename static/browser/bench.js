// Measures what a step through a layer's history costs, from the key to the painted frame, with the browser's own marks.
import { availableParallelism, loadavg } from 'node:os';
import { quantile, target } from './benchtarget.js';
import { browser, endAll } from './run.js';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{loading: number[], input: number[], frame: number[], step: number[], longTasks: number[], requests: number}} Figures
 *   in milliseconds; a step is what the input and the frame after it keep the page from doing
 */

const steps = 200;
const goal = { median: 16, p95: 33 };
const screens = [
  { title: '1440 × 900', options: { viewport: { width: 1440, height: 900 } } },
  { title: '390 × 844', options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
];
const ways = [
  { title: 'to the next map', key: 'ArrowRight' },
  { title: 'by 30 days', key: 'PageUp' },
];

/**
 * The first day of the stretch of history whose maps have the most vertices.
 * @param {string} url
 * @param {string} layer
 */
async function largestStretch(url, layer) {
  /** @type {{objects: Record<string, {geometries: {arcs: number[][]}[]}>, arcs: number[][][]}} */
  const { objects, arcs } = await (await fetch(`${url}/api/v1/timeline?layer=${layer}`)).json();
  const sizes = Object.values(objects).map(({ geometries }) => (
    geometries.flatMap((geometry) => geometry.arcs.flat(2)).reduce((sum, n) => sum + arcs[n < 0 ? ~n : n].length - 1, 0)));
  const days = Object.keys(objects).map((instant) => instant.slice(0, 10));
  const most = Math.max(...sizes);
  let [start, best, sum] = [0, 0, 0];
  sizes.forEach((size, i) => {
    sum += size - (sizes[i - steps - 1] ?? 0);
    if (sum > best) [start, best] = [Math.max(0, i - steps), sum];
  });
  console.log(`${layer}: ${days.length} maps, the largest has ${most} vertices; next maps from ${days[start]}`);
  return { largest: days[start], first: days[0] };
}

/**
 * Has the page mark when a key comes, when it has been dealt with, when the frame begins and when it is painted: what is
 * posted in a frame arrives after that frame's layout and paint.
 */
function markSteps() {
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    performance.measure('frame', 'frame');
    document.documentElement.dataset.painted = String(performance.getEntriesByName('frame', 'measure').length);
  };
  addEventListener('keydown', () => {
    performance.mark('key');
    requestAnimationFrame(() => {
      performance.mark('frame');
      painted.port2.postMessage(null);
    });
  }, { capture: true });
  addEventListener('keydown', () => performance.measure('input', 'key'));
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries()) performance.measure('long', { start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
}

/**
 * @param {string} address
 * @param {import('playwright-core').BrowserContextOptions} options
 * @returns {Promise<Page>} with its timeline there and the slider in focus
 */
async function open(address, options) {
  const context = await (await browser()).newContext({ locale: 'en-GB', ...options });
  await context.addInitScript(markSteps);
  const page = await context.newPage();
  const timeline = page.waitForResponse((response) => response.url().includes('/timeline') && response.ok());
  await page.goto(address);
  await (await timeline).finished();
  await page.locator('.panel[aria-busy="false"]').waitFor({ state: 'attached' });
  await page.getByRole('slider', { name: 'Day' }).focus();
  // Whatever the page does after it has been loaded is no part of a step.
  await page.waitForTimeout(1500);
  return page;
}

/** @param {Page} page @param {string} name */
const durations = (page, name) => page.evaluate((of) => performance.getEntriesByName(of, 'measure').map(({ duration }) => duration), name);

/**
 * @param {Page} page
 * @param {string} key
 * @param {string} back the key that leads to the other end
 * @returns {Promise<Figures>}
 */
async function measure(page, key, back) {
  const loading = await durations(page, 'long');
  await page.evaluate(() => {
    performance.clearMeasures();
    performance.clearResourceTimings();
  });
  const slider = page.getByRole('slider', { name: 'Day' });
  const last = await slider.getAttribute('aria-valuemax');
  for (let i = 1; i <= steps; i++) {
    const atEnd = await slider.getAttribute('aria-valuenow') === last;
    await page.keyboard.press(atEnd ? back : key);
    await page.waitForFunction((count) => document.documentElement.dataset.painted === String(count), i, { polling: 5 });
  }
  const [input, frame, longTasks] = [await durations(page, 'input'), await durations(page, 'frame'), await durations(page, 'long')];
  const requests = await page.evaluate(() => performance.getEntriesByType('resource').length);
  return { loading, input, frame, step: input.map((ms, i) => ms + frame[i]), longTasks, requests };
}

/** @param {number[]} values */
const summary = (values) => [0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(1)).join(' / ');

const { url, layer } = await target();
const { largest, first } = await largestStretch(url, layer);
console.log(`${steps} steps each, median / p95 / most in ms; goal: ${goal.median} / ${goal.p95}; others' load on the `
  + `${availableParallelism()} cores: ${loadavg()[0].toFixed(1)}`);
/** @type {Record<string, Record<string, string | number>>} */
const table = {};
for (const { title, options } of screens) {
  for (const way of ways) {
    const day = way.key === 'ArrowRight' ? largest : first;
    const page = await open(`${url}/?layer=${layer}&day=${day}&lang=en`, options);
    const { loading, input, frame, step, longTasks, requests } = await measure(page, way.key, 'Home');
    const reached = quantile(step, 0.5) < goal.median && quantile(step, 0.95) < goal.p95;
    table[`${title}, ${way.title}`] = {
      'step': summary(step), 'goal': reached ? 'reached' : 'MISSED', 'input': summary(input), 'frame': summary(frame),
      'requests': requests, 'tasks over 50 ms': longTasks.length, 'longest while loading': Math.round(Math.max(0, ...loading)),
    };
    await page.context().close();
  }
}
console.table(table);
await endAll();
