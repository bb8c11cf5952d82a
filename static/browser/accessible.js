import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Fails if axe finds anything on the page as it stands.
 * @param {import('playwright-core').Page} page
 */
export async function assertAccessible(page) {
  await page.evaluate(axe);
  // Halfway through a fade colours are weaker than any that stays.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const violations = await page.evaluate(async () => {
    // @ts-expect-error axe is a global of the script above
    const { violations: found } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return found.map((/** @type {{id: string, help: string, nodes: {target: string[]}[]}} */ { id, help, nodes }) => (
      `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`
    ));
  });
  assert.deepEqual(violations, []);
}
