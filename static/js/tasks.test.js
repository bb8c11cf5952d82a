import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { Tasks } from './tasks.js';

/** @type {{dataset: {busy?: string}}} */
const documentElement = { dataset: {} };
/** Other tests may have left work of theirs undone. */
const isAt = () => documentElement.dataset.busy?.split(' ').includes('tried') ?? false;

/** Work that ends when it is told to. */
function work() {
  let [end, fail] = [() => {}, () => {}];
  const promise = new Promise((/** @type {(value: void) => void} */ resolve, reject) => {
    [end, fail] = [resolve, () => reject(new Error('no'))];
  });
  return { run: () => promise, end, fail };
}

suite('tasks', () => {
  const real = globalThis.document;
  before(() => { Object.assign(globalThis, { document: { documentElement } }); });
  after(() => { Object.assign(globalThis, { document: real }); });

  test('the page is at a task until its last run is over, however that ends', async () => {
    /** @type {(Error | null)[]} */
    const told = [];
    const tasks = new Tasks((failure) => told.push(failure));
    const [first, second, third] = [work(), work(), work()];
    const runs = [tasks.run('tried', first.run), tasks.run('tried', second.run)];
    first.fail();
    await runs[0];
    assert.deepEqual([isAt(), told], [true, []], 'a run that another one took the place of says nothing');
    second.fail();
    await runs[1];
    assert.ok(!isAt());
    assert.equal(told[0]?.message, 'no');
    const again = tasks.run('tried', third.run);
    assert.ok(isAt());
    third.end();
    await again;
    assert.deepEqual([isAt(), told[1]], [false, null]);
  });
});
