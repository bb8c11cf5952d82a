import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { binary, folder, repository, serve, startServer } from './run.js';

const history = join(repository, '..', 'shared', 'data', 'real', 'history.ndjson.zst');

/**
 * What is measured: BENCH_URL and BENCH_LAYER name a server that runs and a layer of it; without them one is started on the
 * real history, or, where there is none, on the default data.
 * @returns {Promise<{url: string, layer: string}>}
 */
export async function target() {
  const { BENCH_URL, BENCH_LAYER } = process.env;
  if (BENCH_URL) return { url: BENCH_URL, layer: BENCH_LAYER ?? 'kursk-sumy' };
  if (existsSync(history)) return { url: await serveHistory('history'), layer: 'history' };
  console.log(`${history} is missing: this is measured on the default layer`);
  return { url: (await startServer()).url, layer: 'kursk-sumy' };
}

/** @param {string} layer */
async function serveHistory(layer) {
  const path = join(await folder(), 'history.db');
  const args = ['import', '--db', path, '--layer', layer, '--allow-large-change', history];
  execFileSync(await binary(), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return (await serve(path)).url;
}

/** @param {number[]} values @param {number} part */
export function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? 0;
}
