import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webAddress } from './webaddress.js';

test('only addresses of web pages become links', () => {
  assert.equal(webAddress('https://unn.ua/en/news')?.hostname, 'unn.ua');
  assert.equal(webAddress('http://example.org/?p=1')?.hostname, 'example.org');
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'general-knowledge', '', '//example.org', 'example.org', 'ftp://example.org']) {
    assert.equal(webAddress(url), null, url);
  }
});
