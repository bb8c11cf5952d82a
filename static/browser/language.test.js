import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './harness.js';

for (const [locale, language, text] of [
  ['uk-UA', 'uk', 'Під контролем України'],
  ['ru-RU', 'ru', 'Под контролем Украины'],
  ['de-DE', 'en', 'Held by Ukraine'],
]) {
  test(`a browser in ${locale} reads ${language}`, async () => {
    const { page, close } = await openPage('?day=2024-08-10', { locale });
    assert.equal(await page.locator('.number-name').first().innerText(), text);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    await close();
  });
}

test('the language is chosen by hand, everywhere at once, and kept in the address', async () => {
  const { page, close } = await openPage('?day=2024-08-10');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('uk');
  await page.locator('html[lang="uk"]').waitFor();
  assert.equal(await page.locator('.panel-date').innerText(), '10 серпня 2024');
  await page.locator('.zone-name text', { hasText: 'ПІД КОНТРОЛЕМ УКРАЇНИ' }).first().waitFor({ state: 'attached' });
  await page.locator('.settlement text', { hasText: 'Суджа' }).waitFor({ state: 'attached' });
  assert.equal(await page.locator('html').getAttribute('lang'), 'uk');
  await page.waitForURL(/[?&]lang=uk(&|$)/);
  await page.reload();
  assert.equal(await page.locator('.panel-date').innerText(), '10 серпня 2024');
  await close();
});

test('a language that cannot be loaded is named in the one that stays, which the menu shows, and can be asked for again', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en');
  const menu = page.getByRole('combobox', { name: 'Language' });
  let asked = 0;
  await page.route('**/assets/uk-*.js', (route) => {
    asked++;
    return route.abort();
  });
  const note = page.locator('.panel .note');
  for (const times of [1, 2]) {
    await menu.selectOption('uk');
    await page.waitForFunction(() => document.querySelector('.panel .note')
      && /** @type {HTMLSelectElement} */ (document.querySelector('.language select')).value === 'en');
    assert.match(await note.innerText(), /^\s*The language “Українська” could not be loaded: the server cannot be reached\. Try again$/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(asked, times);
  }
  await menu.selectOption('ru');
  await page.locator('html[lang="ru"]').waitFor();
  assert.equal(await note.count(), 0, 'another choice is another matter');

  await page.getByRole('combobox', { name: 'Язык' }).selectOption('uk');
  await page.getByText('Язык «Українська» не удалось загрузить: сервер недоступен.').waitFor();
  await page.unroute('**/assets/uk-*.js');
  await page.getByRole('button', { name: 'Попробовать ещё раз' }).click();
  await page.locator('html[lang="uk"]').waitFor();
  assert.equal(await note.count(), 0);
  await close();
});

test('the language can be chosen with the keyboard alone', async () => {
  const { page, close } = await openPage('?day=2024-08-10');
  const menu = page.getByRole('combobox', { name: 'Language' });
  await menu.focus();
  await page.keyboard.press('ArrowDown');
  await page.locator('html[lang="uk"]').waitFor({ state: 'attached' });
  await close();
});

test('the colours follow the system until they are chosen by hand', async () => {
  const { page, close } = await openPage('?day=2024-08-10&lang=en', { colorScheme: 'dark' });
  const ground = () => page.locator('.panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
  const dark = await ground();
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('light');
  assert.notEqual(await ground(), dark);
  await page.waitForURL(/[?&]theme=light(&|$)/);
  await page.getByRole('combobox', { name: 'Colours' }).selectOption('');
  assert.equal(await ground(), dark);
  await close();
});
