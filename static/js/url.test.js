import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { formatAddress, parseAddress, parseArea, parseRange, unreadDays } from './url.js';

/** @typedef {import('./url.js').Place} Place */

/**
 * What the server's parser is held to as well (server/api/address_test.go).
 * @type {{most_corners: number, cases: {name: string, query: string, want: string}[]}}
 */
const addresses = JSON.parse(readFileSync(join(import.meta.dirname, 'addresses.json'), 'utf8'));

/** A query as it is written after it was read. @param {string} query */
const rewrite = (query) => formatAddress('http://h/', parseAddress(`http://h/?${query}`)).replace(/^http:\/\/h\/\??/, '');

/** @type {Place} */
const nothing = {
  layer: '', day: '', from: '', mode: 'day', language: '', region: '', area: '', place: '', with: '', theme: '', hide: '', range: '', view: null,
};

/** @type {Place} */
const everything = {
  layer: 'a-b', day: '2025-03-12', from: '2024-08-31', mode: 'swipe', language: 'ru', region: 'view', area: '', place: 'sudzha', with: 'other',
  theme: 'light', hide: 'border,events', range: '2024-08-05/2025-03-01', view: { zoom: 10.5, lat: 50.9, lon: -3.25 },
};

test('an address is read', () => {
  const href = 'http://h/?layer=kursk-sumy&day=2024-08-20&lang=uk&region=kursk&theme=dark&map=9.25/51.2500/35.1000';
  assert.deepEqual(parseAddress(href), {
    ...nothing, layer: 'kursk-sumy', day: '2024-08-20', language: 'uk', region: 'kursk', theme: 'dark', view: { zoom: 9.25, lat: 51.25, lon: 35.1 },
  });
});

test('a link of before, with the view in the fragment, shows what it did', () => {
  assert.deepEqual(parseAddress('http://h/?day=2024-08-20#map=9.25/51.2500/35.1000').view, { zoom: 9.25, lat: 51.25, lon: 35.1 });
});

for (const { name, query, want } of addresses.cases) {
  test(`an address keeps what makes sense: ${name}`, () => {
    assert.equal(rewrite(query), want);
    assert.equal(rewrite(want), want, 'written and read again');
  });
}

test('an area has as many corners as the page draws', () => {
  const area = `area=${Array.from({ length: addresses.most_corners }, (_, i) => (i % 2 ? '36,52' : '35,51')).join(',')}`;
  assert.equal(rewrite(area), area);
  assert.equal(rewrite(`${area},35,53`), '');
});

test('what makes no sense leaves the choice to the page', () => {
  for (const tail of ['', '#map=9/95/35', ...addresses.cases.filter(({ want }) => !want).map(({ query }) => `?${query}`)]) {
    assert.deepEqual(parseAddress(`http://h/${tail}`), nothing, tail);
  }
});

test('what is written is read back, readable, and strange parameters stay', () => {
  const href = formatAddress('http://h/p/?utm=1&region=old#map=1/2/3', everything);
  assert.deepEqual(parseAddress(href), everything);
  assert.equal(href, 'http://h/p/?utm=1&layer=a-b&day=2025-03-12&from=2024-08-31&mode=swipe&region=view&place=sudzha&with=other&lang=ru'
    + '&theme=light&hide=border,events&range=2024-08-05/2025-03-01&map=10.5/50.9000/-3.2500');
  const drawn = { ...everything, region: '', area: '34.9,51.1,35.2,51.1,35.1,51.3', place: '35.2709,51.19' };
  assert.deepEqual(parseAddress(formatAddress('http://h/', drawn)), drawn);
});

test('what is not chosen is not in the address, nor the earlier day where one day is shown', () => {
  assert.equal(formatAddress('http://h/?theme=dark#map=9/51/35', { ...nothing, layer: 'k', day: '2024-08-20', from: '2024-08-10' }),
    'http://h/?layer=k&day=2024-08-20');
});

test('a drawn area takes the place of a region', () => {
  const { region, area } = parseAddress('http://h/?region=kursk&area=34,51,35,51,35,52');
  assert.deepEqual([region, parseArea(area)], ['', [[34, 51], [35, 51], [35, 52]]]);
  assert.deepEqual(parseRange('2024-08-05/2024-08-06'), ['2024-08-05', '2024-08-06']);
});

test('two days mean the same either way round', () => {
  const { from, day } = parseAddress('http://h/?day=2024-08-31&from=2025-03-12&mode=change');
  assert.deepEqual([from, day], ['2024-08-31', '2025-03-12']);
});

test('days that are none are known, so that the reader can be told', () => {
  assert.deepEqual(unreadDays('http://h/?day=2024-02-31'), { day: '2024-02-31' });
  assert.deepEqual(unreadDays('http://h/?day=banana&from=2024-13-01&mode=swipe'), { day: 'banana', from: '2024-13-01' });
  for (const query of ['', '?day=', '?day=2024-02-29', '?from=banana&day=2024-08-10']) assert.deepEqual(unreadDays(`http://h/${query}`), {}, query);
});
