// All browser tests, in a few processes side by side, as a test waits for pages more than it works; in each of them the tests
// share one browser and one prepared database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';

const parts = 3;
const part = process.env.GREYZONE_PART;

/** @param {number} which */
async function run(which) {
  const names = (await readdir(import.meta.dirname)).filter((one) => one.endsWith('.test.js')).sort();
  for (const name of names.filter((_, i) => i % parts === which)) await import(`./${name}`);
}

/** What they print is not mixed: each part comes as a whole. */
async function runAll() {
  const ends = Array.from({ length: parts }, async (_, which) => {
    const env = { ...process.env, GREYZONE_PART: String(which) };
    const child = spawn(process.execPath, ['--test-reporter=spec', import.meta.filename], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    /** @type {Buffer[]} */
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    const [code] = await once(child, 'close');
    process.stdout.write(Buffer.concat(said));
    return code;
  });
  process.exitCode = (await Promise.all(ends)).every((code) => code === 0) ? 0 : 1;
}

await (part ? run(Number(part)) : runAll());
