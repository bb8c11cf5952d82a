import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitAfter } from './connection.js';
import { isAtNewest, newsOf, remainingOffer } from './news.js';

/** @param {string} day @param {number} [revision] */
const map = (day, revision = 1) => ({ id: `${day}r${revision}`, valid_at: `${day}T00:00:00Z`, recorded_at: '', revision });
const before = [map('2025-07-01'), map('2025-07-04')];
const grown = [...before, map('2025-07-12')];

/** @param {import('../types.js').Snapshot[]} after @param {string} day @param {string | null} [own] */
const told = (after, day, own = null) => {
  const news = newsOf(before, after, { day, own });
  return news && [news.kind, news.snapshot.id];
};

test('a newer map is news, whatever day is looked at', () => {
  assert.deepEqual(told(grown, '2025-07-04'), ['new', '2025-07-12r1']);
  assert.deepEqual(told(grown, '2025-07-01'), ['new', '2025-07-12r1']);
});

test('who is past the newest map is at the newest, and who looks at the days before is not', () => {
  const news = newsOf(before, grown, { day: '2025-07-10', own: null });
  assert.ok(news);
  assert.deepEqual(['2025-07-03', '2025-07-04', '2025-07-11'].map((day) => isAtNewest(news, day)), [false, true, true]);
});

test('a newer map that is of the day looked at is shown', () => {
  assert.deepEqual(told(grown, '2025-08-01'), ['shown', '2025-07-12r1']);
  assert.deepEqual(told([before[0], map('2025-07-03'), before[1]], '2025-07-03'), ['shown', '2025-07-03r1']);
});

test('a new revision of the map shown is a correction, and of another nothing', () => {
  assert.deepEqual(told([before[0], map('2025-07-04', 2)], '2025-07-05'), ['corrected', '2025-07-04r2']);
  assert.equal(told([map('2025-07-01', 2), before[1]], '2025-07-04'), null);
  assert.equal(told([before[0], map('2025-07-02'), before[1]], '2025-07-04'), null);
});

test('a map that is taken back is said to be, if it was shown', () => {
  assert.deepEqual(told([before[0]], '2025-07-04'), ['withdrawn', '2025-07-04r1']);
  assert.equal(told([before[0]], '2025-07-02'), null);
  assert.deepEqual(told([], '2025-07-04'), ['withdrawn', '2025-07-04r1']);
});

test('nobody is told what they published themselves', () => {
  assert.equal(told(grown, '2025-07-04', '2025-07-12r1'), null);
  assert.equal(told(grown, '2025-07-12', '2025-07-12r1'), null);
});

test('the first map of a layer is shown', () => {
  assert.deepEqual(newsOf([], [before[0]], { day: '2025-07-01', own: null })?.kind, 'shown');
});

test('a lost connection is tried again ever less often, and never by everybody at once', () => {
  assert.deepEqual([1, 2, 3, 10, 2000].map((failures) => waitAfter(failures, 1)), [1000, 2000, 4000, 60_000, 60_000]);
  assert.equal(waitAfter(3, 0), 2000);
});

test('the offer of a map that is withdrawn is withdrawn with it, unless there is another newer one', () => {
  const offer = newsOf(before, grown, { day: '2025-07-01', own: null });
  assert.ok(offer);
  assert.equal(remainingOffer(offer, [...before, map('2025-07-12', 2)]), offer);
  assert.equal(remainingOffer(offer, [...before, map('2025-07-06')])?.snapshot.id, '2025-07-06r1');
  assert.equal(remainingOffer(offer, before), null);
  assert.equal(remainingOffer(offer, []), null);
});
