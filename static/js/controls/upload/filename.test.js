import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInName } from './filename.js';

for (const [name, day] of [
  ['2025-03-09.geojson', '2025-03-09'],
  ['kursk_2024-08-10_v2.json', '2024-08-10'],
  ['20240810.json', '2024-08-10'],
  ['deepstatemap_data_20240708.geojson', '2024-07-08'],
  ['1648989208.geojson', '2022-04-03'],
  ['folder/20240101/20240810.json', '2024-08-10'],
  ['map-2024-02-30.json', ''],
  ['20240230.json', ''],
  ['2024-02-29.json', '2024-02-29'],
  ['2023-02-29.json', ''],
  ['zones.geojson', ''],
  ['99999999.json', ''],
  ['12024081034.json', ''],
  ['scan-000123.json', ''],
  ['', ''],
]) {
  test(`${name || 'no name'} tells ${day || 'no day'}`, () => assert.equal(dayInName(name), day));
}
