import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { openPage } from './harness.js';

// The main views as pictures. GREYZONE_PICTURES=new writes them anew, to be looked at before they are committed; what
// differs from one of them is shown in a picture among the temporary files.
const folder = join(import.meta.dirname, 'pictures');
const differences = join(tmpdir(), 'greyzone-differences');
const wide = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Letters are smoothed a little differently from one machine to the next. */
const tolerated = { colour: 0.2, share: 0.005 };

const views = [
  { name: 'day-wide', address: '?day=2024-08-31&lang=en', screen: wide },
  { name: 'day-dark-ukrainian', address: '?day=2025-06-25&lang=uk&theme=dark', screen: wide },
  { name: 'swipe-wide', address: '?day=2025-03-12&from=2024-08-31&mode=swipe&lang=en', screen: wide },
  { name: 'side-wide', address: '?day=2025-03-12&from=2024-08-31&mode=side&lang=en', screen: wide },
  { name: 'change-wide', address: '?day=2025-03-12&from=2025-03-05&mode=change&lang=en', screen: wide },
  { name: 'place-wide', address: '?day=2024-08-31&place=sudzha&lang=en', screen: wide },
  { name: 'day-phone', address: '?day=2024-08-10&lang=en', screen: phone },
  { name: 'change-phone-ukrainian', address: '?day=2025-03-12&from=2025-03-05&mode=change&lang=uk', screen: phone },
];

for (const { name, address, screen } of views) {
  test(`it looks as it did: ${name}`, async () => {
    const { page, close } = await openPage(address, { ...screen, reducedMotion: 'reduce' });
    await page.waitForFunction(() => [...document.querySelectorAll('[aria-busy="true"]')].every((node) => !node.checkVisibility()));
    const seen = PNG.sync.read(await page.screenshot());
    await close();
    const path = join(folder, `${name}.png`);
    if (process.env.GREYZONE_PICTURES === 'new') return writeFile(path, PNG.sync.write(seen));
    assert.ok(existsSync(path), `there is no ${path}: GREYZONE_PICTURES=new makes it`);
    const kept = PNG.sync.read(await readFile(path));
    assert.deepEqual([seen.width, seen.height], [kept.width, kept.height]);
    const marked = new PNG({ width: kept.width, height: kept.height });
    const count = pixelmatch(kept.data, seen.data, marked.data, kept.width, kept.height, { threshold: tolerated.colour });
    if (count <= tolerated.share * kept.width * kept.height) return;
    await mkdir(differences, { recursive: true });
    await writeFile(join(differences, `${name}.png`), PNG.sync.write(marked));
    assert.fail(`${count} pixels differ: see ${join(differences, name)}.png, and GREYZONE_PICTURES=new if that is meant`);
  });
}
