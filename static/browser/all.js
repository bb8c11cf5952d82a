// All browser tests in one process, in which they share the browser and the prepared database.
import { readdir } from 'node:fs/promises';

const names = await readdir(import.meta.dirname);
for (const name of names.filter((one) => one.endsWith('.test.js')).sort()) await import(`./${name}`);
