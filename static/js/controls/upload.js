import { dayOf } from '../days.js';
import { element, fill } from '../element.js';
import { formatBytes, formatDay, layerName } from '../format.js';
import { t } from '../i18n.js';
import { icon } from './icons.js';
import { Draft } from './upload/draft.js';
import { createForm } from './upload/form.js';
import { blockedBy, largeChanges, numbered } from './upload/judge.js';
import { createOutcome } from './upload/outcome.js';

/**
 * @typedef {import('../state.js').State} State
 * @typedef {import('../types.js').Values} Values
 */

/** In these there is nothing to publish. @type {import('./upload/judge.js').Phase[]} */
const closed = ['existing', 'too-large', 'published', 'undoing', 'undone'];

/**
 * The upload: a file is chosen, a dry run tells what it would change, and then it may be published. It takes the place of the
 * panel.
 * @param {State} state
 * @param {import('./upload/draft.js').Uploads} api
 * @returns {{node: HTMLElement, choose: (file: File) => void}}
 */
export function createUpload(state, api) {
  const draft = new Draft(api, sessionStorage);
  const card = element(
    'section',
    { class: 'upload', tabindex: '-1', 'aria-labelledby': 'upload-title', keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape') close(state, draft);
    } },
    createHead(state, draft),
    createOutcome(state, draft),
    createForm(state, draft),
    createActions(state, draft),
  );
  showWhileUploading(state, draft, card);
  draft.addEventListener('change', () => showOnMap(state, draft));
  return { node: card, choose: (file) => draft.choose(file) };
}

/**
 * @param {State} state
 * @param {Draft} draft
 * @param {HTMLElement} card
 */
function showWhileUploading(state, draft, card) {
  /** @type {Element | null} */
  let before = null;
  state.watch(['uploading'], ({ uploading, layer }) => {
    card.hidden = !uploading;
    if (uploading) {
      before = document.activeElement;
      if (!draft.file) draft.change({ layer: layer?.id ?? '' });
      card.focus();
    } else if (before instanceof HTMLElement) {
      before.focus();
      before = null;
    }
  });
  state.watch(['layer'], ({ layer }) => {
    if (!draft.file && layer) draft.change({ layer: layer.id });
  });
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function close(state, draft) {
  if (draft.isStoring) return;
  draft.close();
  state.set({ uploading: false });
}

/**
 * Pins, day and what would change follow the report; once it is published, the map and the record do.
 * @param {State} state
 * @param {Draft} draft
 */
function showOnMap(state, draft) {
  const problems = draft.report?.repairs ?? draft.error?.problem.errors ?? [];
  const pins = draft.phase === 'published' || draft.phase === 'undone' ? [] : numbered(problems).flatMap(({ pin }) => pin ?? []);
  const id = draft.report?.snapshot.id;
  if (draft.phase === 'ready') showProposed(state, draft, pins);
  else if ((draft.phase === 'published' || draft.phase === 'undone') && id) showPublished(state, draft, id);
  else if (draft.phase !== 'publishing') state.set({ pins, pin: null, proposed: null });
}

/**
 * Over the one day that it would follow or replace, in its own layer.
 * @param {State} state
 * @param {Draft} draft
 * @param {import('../types.js').Pin[]} pins
 */
function showProposed(state, draft, pins) {
  const { layers, layer } = state.values;
  const other = layers.find(({ id }) => id === draft.target && id !== layer?.id);
  const own = other ? { layer: other, region: '' } : {};
  state.set({ ...own, pins, pin: null, mode: 'day', day: draft.day, proposed: draft.report?.changes ?? null });
}

/**
 * @param {State} state
 * @param {Draft} draft
 * @param {string} id
 */
function showPublished(state, draft, id) {
  const { target, day } = draft;
  state.set({ published: id, day, pins: [], pin: null, proposed: null });
  if (state.values.layer?.id === target) return;
  /** @param {Readonly<Values>} values */
  const show = ({ layers }) => {
    const layer = layers.find((l) => l.id === target);
    if (layer) state.set({ layer, region: '' });
    return layer !== undefined;
  };
  if (show(state.values)) return;
  // A layer made by this upload is known once the layers have been fetched anew.
  const stop = state.onChange(['layers'], (values) => { if (show(values)) stop(); });
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function createHead(state, draft) {
  const name = element('p', { class: 'upload-name' });
  const title = element('h2', { class: 'upload-title', id: 'upload-title' });
  const about = element('p', { class: 'upload-about' });
  const shut = element('button', { type: 'button', class: 'upload-close', click: () => close(state, draft) }, icon('close'));
  const draw = () => {
    const { language, layers } = state.values;
    const layer = layers.find((l) => l.id === draft.target);
    const label = layer ? layerName(language, layer) : draft.target;
    fill(name, element('span', { class: 'panel-brand' }, t(language, 'name')), label && element('span', { class: 'panel-slash', 'aria-hidden': 'true' }, '/'), label && element('span', {}, label));
    title.textContent = titleOf(state.values, draft);
    about.textContent = draft.file
      ? t(language, 'upload.file', { name: draft.file.name, size: formatBytes(language, draft.file.size), layer: draft.target })
      : '';
    about.hidden = !draft.file;
    shut.setAttribute('aria-label', t(language, 'upload.cancel'));
    shut.title = t(language, 'upload.cancel');
    shut.disabled = draft.isStoring;
  };
  draft.addEventListener('change', draw);
  state.watch(['language', 'layers'], draw);
  return element('header', { class: 'upload-head' }, name, shut, title, about);
}

/**
 * @param {Readonly<Values>} values
 * @param {Draft} draft
 */
function titleOf({ language }, draft) {
  if (!draft.file) return t(language, 'upload.title');
  if (draft.phase === 'published' && draft.report) {
    return t(language, 'upload.published', { date: formatDay(language, dayOf(draft.report.snapshot.valid_at)) });
  }
  if (draft.phase === 'undone') return t(language, 'upload.title');
  return draft.day ? t(language, 'upload.dry-run', { date: formatDay(language, draft.day) }) : t(language, 'upload.check');
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function createActions(state, draft) {
  const input = element('input', { type: 'file', class: 'upload-file', tabindex: '-1', 'aria-hidden': 'true', change: () => {
    const file = input.files?.[0];
    // So that choosing the same file again, changed on disk, is seen.
    input.value = '';
    if (file) draft.choose(file);
  } });
  const tick = element('input', { type: 'checkbox', id: 'upload-meant', change: () => draft.setMeant(tick.checked) });
  const tickText = element('span');
  const tickLabel = element('label', { class: 'upload-tick', for: 'upload-meant' }, tick, tickText);
  const why = element('p', { class: 'field-hint', id: 'upload-why' });
  const publish = element('button', { type: 'button', class: 'button primary upload-publish', 'aria-describedby': 'upload-why', click: () => draft.publish() });
  const check = element('button', { type: 'button', class: 'button', click: () => draft.check() });
  const choose = element('button', { type: 'button', class: 'button upload-choose', click: () => input.click() });
  const node = element('div', { class: 'upload-actions' }, tickLabel, element('div', { class: 'upload-buttons' }, publish, check, choose), why, input);
  const draw = () => {
    const { language } = state.values;
    const { file, phase, report, meant } = draft;
    const open = file !== null && !closed.includes(phase);
    const blocked = blockedBy(phase, report, meant);
    tick.checked = meant;
    tickText.textContent = t(language, 'upload.large-meant');
    tickLabel.hidden = !(phase === 'ready' && report && largeChanges(report).length > 0);
    publish.textContent = t(language, 'upload.publish');
    publish.hidden = !open;
    publish.disabled = blocked !== '';
    why.textContent = blocked ? t(language, `upload.off.${blocked}`) : '';
    why.hidden = !open || blocked === '';
    check.textContent = t(language, 'upload.check');
    check.hidden = !['no-token', 'no-layer', 'unauthorized', 'offline', 'failed', 'unsure'].includes(phase);
    choose.textContent = t(language, file ? 'upload.choose-other' : 'upload.choose');
    choose.classList.toggle('primary', !file);
    choose.disabled = draft.isStoring;
  };
  draft.addEventListener('change', draw);
  state.watch(['language'], draw);
  return node;
}
