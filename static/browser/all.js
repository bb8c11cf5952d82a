// All browser tests, in one process a core; in each of them the tests share one browser and one server that nothing is written
// to, and every database begins as a copy of one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { endAll, prepared } from './run.js';

const parts = availableParallelism();
const part = process.env.GREYZONE_PART;

/** @param {number} which */
async function run(which) {
  const names = (await readdir(import.meta.dirname)).filter((one) => one.endsWith('.test.js')).sort();
  for (const name of names.filter((_, i) => i % parts === which)) await import(`./${name}`);
}

/** What they print is not mixed: each part comes as a whole. */
async function runAll() {
  const given = { ...process.env, GREYZONE_PREPARED: JSON.stringify(await prepared()) };
  const ends = Array.from({ length: parts }, async (_, which) => {
    const env = { ...given, GREYZONE_PART: String(which) };
    const child = spawn(process.execPath, ['--test-reporter=spec', import.meta.filename], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    const [code] = await once(child, 'close');
    process.stdout.write(Buffer.concat(said));
    return code;
  });
  process.exitCode = (await Promise.all(ends)).every((code) => code === 0) ? 0 : 1;
  await endAll();
}

await (part ? run(Number(part)) : runAll());
