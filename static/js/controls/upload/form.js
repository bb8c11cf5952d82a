import { element, fill } from '../../element.js';
import { formatDay, formatWeekday, layerName } from '../../format.js';
import { t } from '../../i18n.js';

/**
 * The fields of an upload: its day, its layer, the editor's token.
 *
 * @typedef {import('../../state.js').State} State
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('../../i18n.js').Key} Key
 */

const newLayer = '+';

/**
 * @param {State} state
 * @param {Draft} draft
 * @returns {HTMLElement}
 */
export function createForm(state, draft) {
  const fields = [dayField(state, draft), layerField(state, draft), newLayerField(state, draft), tokenField(state, draft)];
  const set = element('fieldset', { class: 'upload-fields' }, ...fields.map(({ node }) => node));
  const form = element('form', { class: 'upload-form', submit: (/** @type {Event} */ e) => e.preventDefault() }, set);
  const draw = () => {
    fields.forEach((field) => field.draw());
    set.disabled = draft.isStoring;
    form.hidden = draft.phase === 'published' || draft.phase === 'undoing' || draft.phase === 'undone';
  };
  draft.addEventListener('change', draw);
  state.watch(['language', 'layers'], draw);
  return form;
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function dayField(state, draft) {
  const input = element('input', {
    type: 'date',
    change: () => draft.change({ day: input.value, dayFromFile: input.value === '' }),
  });
  const field = createField(input, 'upload-day');
  const draw = () => {
    const { language } = state.values;
    if (input.value !== draft.day) input.value = draft.day;
    field.say(t(language, 'upload.day'), dayHint());
  };
  const dayHint = () => {
    const { language } = state.values;
    if (!draft.day) return draft.file ? t(language, 'upload.day-missing') : '';
    const day = `${formatDay(language, draft.day)}, ${formatWeekday(language, draft.day)}`;
    return draft.dayFromFile ? `${day}. ${t(language, 'upload.day-from-file')}` : day;
  };
  return { node: field.node, draw };
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function layerField(state, draft) {
  const select = element('select', {
    change: () => draft.change({ layer: select.value === newLayer ? '' : select.value }),
  });
  const field = createField(select, 'upload-layer');
  const draw = () => {
    const { language, layers } = state.values;
    const control = layers.filter((layer) => layer.kind === 'control');
    fill(
      select,
      ...control.map((layer) => element('option', { value: layer.id }, layerName(language, layer))),
      element('option', { value: newLayer }, t(language, 'upload.layer-new')),
    );
    select.value = draft.layer || newLayer;
    field.say(t(language, 'upload.layer'), '');
  };
  return { node: field.node, draw };
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function newLayerField(state, draft) {
  const input = element('input', {
    type: 'text', autocapitalize: 'none', spellcheck: 'false', autocomplete: 'off', maxlength: 64,
    input: () => { draft.newLayer = input.value.trim(); },
    change: () => draft.change({ newLayer: input.value.trim() }),
  });
  const field = createField(input, 'upload-new-layer');
  const draw = () => {
    const { language } = state.values;
    field.node.hidden = draft.layer !== '';
    input.setAttribute('aria-invalid', String(draft.phase === 'no-layer'));
    field.say(t(language, 'upload.layer-id'), t(language, 'upload.layer-id-rule'));
  };
  return { node: field.node, draw };
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function tokenField(state, draft) {
  const input = element('input', {
    type: 'password', autocomplete: 'off', spellcheck: 'false',
    // A file may be dropped while the field still has the focus, and before it says that it changed.
    input: () => { draft.token = input.value.trim(); },
    change: () => draft.setToken(input.value.trim()),
  });
  input.value = draft.token;
  const field = createField(input, 'upload-token');
  const draw = () => {
    const { language } = state.values;
    input.setAttribute('aria-invalid', String(draft.phase === 'unauthorized'));
    field.say(t(language, 'upload.token'), t(language, 'upload.token-why'));
  };
  return { node: field.node, draw };
}

/**
 * @param {HTMLElement} input
 * @param {string} id
 */
function createField(input, id) {
  const label = element('label', { for: id });
  const hint = element('p', { class: 'field-hint', id: `${id}-hint` });
  input.id = id;
  input.setAttribute('aria-describedby', hint.id);
  return {
    node: element('div', { class: `field ${id}` }, label, input, hint),
    /** @param {string} name @param {string} about */
    say(name, about) {
      label.textContent = name;
      hint.textContent = about;
      hint.hidden = about === '';
    },
  };
}
