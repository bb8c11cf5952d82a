import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayNumber, dayOf, daysBetween, isDay, isoDay } from './days.js';

test('a day is a whole number of days, also where clocks are changed', () => {
  for (const day of ['1970-01-01', '2024-02-29', '2024-03-10', '2024-03-31', '2024-10-27', '2024-11-03', '2025-12-31']) {
    assert.ok(Number.isInteger(dayNumber(day)), day);
    assert.equal(isoDay(dayNumber(day)), day);
  }
  assert.equal(isoDay(dayNumber('2024-10-26') + 1), '2024-10-27');
  assert.equal(isoDay(dayNumber('2024-10-27') + 1), '2024-10-28');
  assert.equal(dayNumber('2024-08-31T23:59:59Z'), dayNumber('2024-08-31'));
  assert.equal(dayOf('2024-08-29T23:59:59Z'), '2024-08-29');
});

test('days between count both ways, wherever the reader is', () => {
  const zone = process.env.TZ;
  for (const tz of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Kyiv']) {
    process.env.TZ = tz;
    assert.equal(daysBetween('2024-08-29', '2024-08-31'), 2);
    assert.equal(daysBetween('2024-08-31', '2024-08-29'), -2);
    assert.equal(daysBetween('2024-03-30', '2024-04-01'), 2);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

for (const [text, expected] of /** @type {const} */ ([
  ['2024-02-29', true], ['2023-02-29', false], ['2024-02-30', false], ['2024-13-01', false], ['2024-08-10T00:00:00Z', false],
  ['0000-01-01', false], ['0001-01-01', true], ['20240810', false], ['yesterday', false], ['', false],
])) {
  test(`${text || 'nothing'} is ${expected ? 'a day' : 'no day'}`, () => assert.equal(isDay(text), expected));
}
