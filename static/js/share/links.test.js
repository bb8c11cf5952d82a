import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddress } from '../url.js';
import { framesOf } from './frames.js';
import { addressOf, fileName, frameCode } from './links.js';

const href = 'https://maps.example/news/?layer=kursk-sumy&day=2025-03-12&from=2024-08-31&mode=swipe&lang=uk&region=kursk&map=9.25/51.2500/35.1000';

test('the embedded page has the address of the page beside it', () => {
  const place = parseAddress(href);
  const [full, embed] = [addressOf(href, place, '.'), addressOf(href, place, 'embed')];
  assert.deepEqual(parseAddress(full), place);
  assert.equal(embed, full.replace('/news/?', '/news/embed?'));
  assert.equal(addressOf(embed, place, '.'), full);
});

test('the code of a frame holds nothing that ends an attribute', () => {
  const code = frameCode('https://maps.example/embed?a=1&b="2"', { width: '100%', height: 480 }, 'Map of "A & B" <b>');
  assert.match(code, /^<iframe src="https:\/\/maps\.example\/embed\?a=1&amp;b=&quot;2&quot;" width="100%" height="480" /);
  assert.match(code, / title="Map of &quot;A &amp; B&quot; &lt;b>" /);
});

test('a file is named by its layer and its days', () => {
  assert.equal(fileName('kursk-sumy', ['2024-08-10'], 'png'), 'greyzone-kursk-sumy-2024-08-10.png');
  assert.equal(fileName('a/b c', ['2024-08-10', '2024-09-01'], 'gif'), 'greyzone-a-b-c-2024-08-10-2024-09-01.gif');
  assert.equal(fileName('a', ['2024-08-10', '2024-08-10'], 'svg'), 'greyzone-a-2024-08-10.svg');
});

/** @param {...string} days */
const snapshots = (...days) => days.map((day) => ({ id: day, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision: 1 }));
const day = { range: '', mode: /** @type {const} */ ('day'), from: '', day: '2024-08-07', snapshots: snapshots('2024-08-05', '2024-08-09') };

test('an animation has a frame for each day of the record, with a map or without', () => {
  assert.deepEqual(framesOf(day), { days: ['2024-08-05', '2024-08-06', '2024-08-07', '2024-08-08', '2024-08-09'], step: 1 });
});

test('an animation shows the stretch that is chosen', () => {
  assert.deepEqual(framesOf({ ...day, range: '2024-08-01/2024-08-06' }).days, ['2024-08-05', '2024-08-06']);
  assert.deepEqual(framesOf({ ...day, mode: 'swipe', from: '2024-08-06' }).days, ['2024-08-06', '2024-08-07']);
});

test('a long animation steps evenly over days, with both ends', () => {
  const { days, step } = framesOf({ ...day, snapshots: snapshots('2020-01-01', '2024-12-31') });
  assert.equal(step, 13);
  assert.ok(days.length <= 150 && days[days.length - 1] === '2024-12-31' && days[0] === '2020-01-01');
});

test('a record without maps has no frames, one with a single map has one', () => {
  assert.deepEqual(framesOf({ ...day, snapshots: [] }).days, []);
  assert.deepEqual(framesOf({ ...day, snapshots: snapshots('2024-08-05') }).days, ['2024-08-05']);
});
