import { element } from '../element.js';
import { languages, t } from '../i18n.js';
import { createChoice } from './choice.js';
import { disclose } from './disclosure.js';
import { icon } from './icons.js';

/**
 * The tools: search, measure, layers, language, colours, share, upload, and beside them the switch between the views. On a phone all but
 * the search are in a menu.
 *
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Language} Language
 * @typedef {import('../types.js').Values['theme']} Theme
 */

/**
 * @param {State} state
 * @param {HTMLElement} views the switch between the views, beside the tools or in their menu
 * @returns {HTMLElement}
 */
export function createTools(state, views) {
  const list = element('div', { class: 'tools-list' });
  const body = element('div', { class: 'tools-body', id: 'tools-body' }, list, views);
  const open = element('button', { type: 'button', class: 'tools-menu', 'aria-controls': 'tools-body' }, icon('menu'));
  const { close } = disclose(open, body);
  list.append(createOpener(state, 'measure', close), createOpener(state, 'layers', close), createLanguage(state), createTheme(state), createOpener(state, 'share', close), createUploadButton(state, close));
  const search = element('div', { class: 'tools-search' }, createOpener(state, 'search', close));
  const tools = element('nav', { class: 'tools' }, search, open, body);
  state.watch(['language'], ({ language }) => {
    document.documentElement.lang = language;
    tools.setAttribute('aria-label', t(language, 'tools'));
    open.setAttribute('aria-label', t(language, 'menu'));
    open.title = t(language, 'menu');
  });
  return tools;
}

/**
 * A button that opens a card, and closes it again.
 * @param {State} state
 * @param {'search' | 'measure' | 'layers' | 'share'} card whose name is also the key of its word and its icon
 * @param {() => void} close the menu that the button may lie in
 */
function createOpener(state, card, close) {
  const long = element('span', { class: 'tool-long' });
  const click = () => {
    close();
    state.set({ card: state.values.card === card ? '' : card });
  };
  const button = element('button', { type: 'button', class: `tool ${card}-open`, click }, icon(card), long);
  state.watch(['language', 'card'], ({ language, card: open }) => {
    long.textContent = t(language, `tool.${card}`);
    button.setAttribute('aria-label', t(language, `tool.${card}`));
    button.setAttribute('aria-pressed', String(open === card));
    button.title = t(language, `tool.${card}`);
  });
  return button;
}

/** @param {State} state */
function createLanguage(state) {
  const short = element('span', { class: 'tool-short', 'aria-hidden': 'true' });
  const long = element('span', { class: 'tool-long' });
  const choice = createChoice(
    { class: 'tool language', choose: (language) => state.set({ speak: /** @type {Language} */ (language) }) },
    short,
    long,
  );
  // Of a language that could not be fetched the menu goes back.
  state.watch(['language', 'failure'], ({ language }) => {
    short.textContent = { en: 'EN', uk: 'УК', ru: 'РУ' }[language];
    long.textContent = `${t(language, 'language')}: ${t(language, `language.${language}`)}`;
    choice.set(t(language, 'language'), languages.map((id) => ({ id, name: t(language, `language.${id}`) })), language);
  });
  return choice.node;
}

/** @param {State} state */
function createTheme(state) {
  const long = element('span', { class: 'tool-long' });
  const choice = createChoice(
    { class: 'tool theme', choose: (theme) => state.set({ theme: /** @type {Theme} */ (theme) }) },
    icon('theme'),
    long,
  );
  state.watch(['language', 'theme'], ({ language, theme }) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const options = /** @type {const} */ (['', 'light', 'dark']).map((id) => ({ id, name: t(language, `theme.${id || 'system'}`) }));
    long.textContent = `${t(language, 'theme')}: ${t(language, `theme.${theme || 'system'}`)}`;
    choice.set(t(language, 'theme'), options, theme);
  });
  return choice.node;
}

/**
 * @param {State} state
 * @param {() => void} close the menu that the button may lie in
 */
function createUploadButton(state, close) {
  const long = element('span', { class: 'tool-long' });
  const begin = () => {
    close();
    state.set({ uploading: !state.values.uploading, playing: false });
  };
  const button = element('button', { type: 'button', class: 'tool upload-open', click: begin }, icon('upload'), long);
  state.watch(['language', 'uploading'], ({ language, uploading }) => {
    long.textContent = t(language, 'upload');
    button.setAttribute('aria-label', t(language, 'upload'));
    button.setAttribute('aria-pressed', String(uploading));
    button.title = t(language, 'upload');
  });
  return button;
}
