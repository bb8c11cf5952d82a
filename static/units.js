// All unit tests, in one process; they speak every language from the start.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { languages, learn } from './js/i18n.js';

await Promise.all(languages.map(learn));
const folder = join(import.meta.dirname, 'js');
const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.js')).sort();
for (const name of names) await import(join(folder, name));
