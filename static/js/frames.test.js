import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { atOnce, drawNow, inTurn, onceAtRest, oncePerFrame } from './frames.js';

/** @typedef {'frame' | 'rest' | 'soon'} When */

/** What the browser would call: in the next frame, at rest, and soon. @type {Record<When, (() => void)[]>} */
const due = { frame: [], rest: [], soon: [] };
/** @param {When} when */
const come = (when) => due[when].splice(0).forEach((act) => act());
/** @type {string[]} */
let done = [];
let now = 0;
const document = { hidden: false, documentElement: { dataset: /** @type {{busy?: string}} */ ({}) } };

/** Work of three parts, each of which takes as long as is given. @param {number} ms */
const inParts = (ms) => function* parts() {
  for (const part of ['a', 'b', 'c']) {
    done.push(part);
    now += ms;
    yield;
  }
};

suite('work that is put off', () => {
  const real = { performance: globalThis.performance, setTimeout: globalThis.setTimeout, document: globalThis.document };
  beforeEach(() => {
    done = [];
    const put = (/** @type {When} */ when) => (/** @type {() => void} */ act) => due[when].push(act);
    Object.assign(globalThis, {
      document, window: { requestIdleCallback: true }, requestAnimationFrame: put('frame'), requestIdleCallback: put('rest'), setTimeout: put('soon'),
    });
    Object.defineProperty(globalThis, 'performance', { value: { now: () => now }, configurable: true });
  });
  afterEach(() => {
    Object.assign(globalThis, { setTimeout: real.setTimeout, document: real.document });
    Object.defineProperty(globalThis, 'performance', { value: real.performance, configurable: true });
  });

  test('what is asked for again and again is done once', () => {
    const ask = oncePerFrame(() => { done.push('drawn'); });
    ask();
    ask();
    assert.deepEqual(done, []);
    come('frame');
    assert.deepEqual(done, ['drawn']);
    come('frame');
    assert.deepEqual(done, ['drawn']);
  });

  test('work in parts is done at once in a frame, and at rest lets the browser have its turn', () => {
    oncePerFrame(inParts(10))();
    come('frame');
    assert.deepEqual(done, ['a', 'b', 'c']);
    done = [];
    onceAtRest(inParts(10))();
    come('rest');
    assert.deepEqual(done, ['a']);
    come('soon');
    assert.deepEqual(done, ['a', 'b']);
    come('soon');
    come('soon');
    assert.deepEqual(done, ['a', 'b', 'c']);
    done = [];
    onceAtRest(inParts(1))();
    come('rest');
    assert.deepEqual(done, ['a', 'b', 'c'], 'short parts are done together');
  });

  test('work that is asked for while it is being done begins anew, and may be wanted in the next frame', () => {
    const work = inParts(10);
    const [later, inFrame] = [onceAtRest(work), oncePerFrame(work)];
    later();
    come('rest');
    later();
    come('soon');
    assert.deepEqual(done, ['a', 'a']);
    inFrame();
    come('soon');
    assert.deepEqual(done, ['a', 'a'], 'it waits for the frame now');
    come('frame');
    assert.deepEqual(done, ['a', 'a', 'a', 'b', 'c']);
    come('soon');
    come('rest');
    assert.equal(done.length, 5);
  });

  test('work that asks for itself begins anew with what there is then', () => {
    let fact = 1;
    /** @type {() => void} */
    let again = () => {};
    const work = function* drawing() {
      const known = fact;
      yield;
      if (fact === 1) {
        fact = 2;
        again();
      }
      yield;
      done.push(`drawn ${known}`);
    };
    again = onceAtRest(work);
    again();
    for (let i = 0; i < 4; i++) {
      come('rest');
      come('soon');
    }
    assert.deepEqual(done, ['drawn 2']);
  });

  test('where nobody looks all parts are done together, as a browser holds timers back', () => {
    document.hidden = true;
    onceAtRest(inParts(10))();
    come('rest');
    document.hidden = false;
    assert.deepEqual(done, ['a', 'b', 'c']);
  });

  test('work that fails in a part is not gone on with, and what is done in turn comes to its end', async () => {
    onceAtRest(function* failing() {
      yield;
      throw new Error('no');
    })();
    assert.throws(() => come('rest'), /no/);
    come('soon');
    now += 10;
    /** @type {number | undefined} */
    let value;
    inTurn((function* parts() {
      yield* inParts(10)();
      return 7;
    })()).then((one) => { value = one; });
    for (let i = 0; i < 5; i++) {
      await Promise.resolve();
      come('soon');
    }
    await Promise.resolve();
    assert.deepEqual([done, value], [['a', 'b', 'c'], 7]);
  });

  test('a printer waits for nothing: what has begun is done to its end', () => {
    onceAtRest(inParts(10))();
    oncePerFrame(() => { done.push('drawn'); })();
    come('rest');
    drawNow();
    assert.deepEqual(done.toSorted(), ['a', 'b', 'c', 'drawn']);
    come('soon');
    come('frame');
    assert.equal(done.length, 4);
  });

  test('the page says that it is drawing until the last of what waits is done, or has failed', () => {
    const { dataset } = document.documentElement;
    onceAtRest(inParts(10))();
    const fail = oncePerFrame(() => { throw new Error('no'); });
    fail();
    come('rest');
    assert.equal(dataset.busy, 'drawing');
    for (let i = 0; i < 3; i++) come('soon');
    assert.deepEqual([done.length, dataset.busy], [3, 'drawing']);
    assert.throws(() => come('frame'), /no/);
    assert.equal(dataset.busy, undefined);
  });

  test('work that fails can be asked for again', () => {
    let fails = true;
    const ask = oncePerFrame(() => {
      if (fails) throw new Error('no');
      done.push('drawn');
    });
    ask();
    assert.throws(() => come('frame'), /no/);
    fails = false;
    ask();
    come('frame');
    assert.deepEqual(done, ['drawn']);
  });

  test('all parts at once give what they come to', () => {
    assert.equal(atOnce((function* parts() { yield; return 7; })()), 7);
  });
});
