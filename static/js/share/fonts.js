/**
 * The faces of the page, for a document that is opened without it.
 */

/** @type {Map<string, Promise<string>>} */
const fetched = new Map();

/**
 * The faces whose letters occur in text, each as a rule with its file inside, and one of those letters.
 * @param {string} text
 * @returns {Promise<{css: string, family: string, weight: string, letter: string}[]>}
 */
export async function facesFor(text) {
  const letters = [...new Set(text)];
  const used = [...document.styleSheets].flatMap((sheet) => facesOf(sheet)).flatMap(({ rule, base }) => {
    const letter = letterOf(rule, letters);
    return letter ? [{ rule, base, letter }] : [];
  });
  return Promise.all(used.map(async ({ rule, base, letter }) => {
    const url = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1] ?? '';
    const css = rule.cssText.replace(url, await dataOf(new URL(url, base).href));
    return { css, family: rule.style.getPropertyValue('font-family'), weight: rule.style.getPropertyValue('font-weight'), letter };
  }));
}

/** @param {CSSStyleSheet} sheet */
function facesOf(sheet) {
  const base = sheet.href ?? document.baseURI;
  // A sheet that an extension of the browser's brought along may not be looked into.
  if (new URL(base).origin !== location.origin) return [];
  return [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule ? [{ rule, base }] : []));
}

/**
 * The first of the letters that a face is for; a space is in every face.
 * @param {CSSFontFaceRule} rule
 * @param {string[]} letters
 */
function letterOf(rule, letters) {
  const ranges = rule.style.getPropertyValue('unicode-range').split(',').map((range) => {
    const [first, last] = range.trim().replace(/^U\+/i, '').split('-').map((hex) => Number.parseInt(hex, 16));
    return { first, last: last ?? first };
  });
  return letters.find((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return /\S/.test(letter) && ranges.some(({ first, last }) => first <= code && code <= last);
  });
}

/** @param {string} href @returns {Promise<string>} a data URL */
function dataOf(href) {
  let data = fetched.get(href);
  if (!data) {
    data = read(href);
    fetched.set(href, data);
    data.catch(() => fetched.delete(href));
  }
  return data;
}

/** @param {string} href */
async function read(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${href}: HTTP ${response.status}`);
  const blob = await response.blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(/** @type {string} */ (reader.result)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
