import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAddress, parseAddress } from './url.js';

const nothing = { layer: '', day: '', language: '', region: '', theme: '', view: null };

test('an address is read', () => {
  const href = 'http://h/?layer=kursk-sumy&day=2024-08-20&lang=uk&region=kursk&theme=dark#map=9.25/51.2500/35.1000';
  assert.deepEqual(parseAddress(href), {
    layer: 'kursk-sumy', day: '2024-08-20', language: 'uk', region: 'kursk', theme: 'dark',
    view: { zoom: 9.25, lat: 51.25, lon: 35.1 },
  });
});

for (const [why, tail] of Object.entries({
  'nothing at all': '',
  'a day that does not exist': '?day=2025-02-30',
  'a day in other clothes': '?day=20.08.2024',
  'markup in place of names': '?layer=%3Cb%3E&region=%3Cscript%3E&lang=xx&theme=pink',
  'a view off the Earth': '#map=9/95/35',
  'a view that is no numbers': '#map=NaN/Infinity/1e9',
  'a view cut short': '#map=9/51',
})) {
  test(`garbage leaves the choice to the page: ${why}`, () => {
    assert.deepEqual(parseAddress(`http://h/${tail}`), nothing);
  });
}

test('what is written is read back, and strange parameters stay', () => {
  const place = /** @type {import('./url.js').Place} */ ({
    layer: 'a-b', day: '2024-08-31', language: 'ru', region: 'view', theme: 'light', view: { zoom: 10.5, lat: 50.9, lon: -3.25 },
  });
  const href = formatAddress('http://h/p/?utm=1&region=old', place);
  assert.deepEqual(parseAddress(href), place);
  assert.match(href, /^http:\/\/h\/p\/\?utm=1&/);
});

test('what is not chosen is not in the address', () => {
  const place = /** @type {import('./url.js').Place} */ ({ ...nothing, layer: 'k', day: '2024-08-20' });
  assert.equal(formatAddress('http://h/?theme=dark#map=9/51/35', place), 'http://h/?layer=k&day=2024-08-20');
});
