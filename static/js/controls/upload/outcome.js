import { dayOf } from '../../days.js';
import { element, fill } from '../../element.js';
import { formatShortDay } from '../../format.js';
import { t } from '../../i18n.js';
import { comparedWith, drawLarge, drawProblems, drawReport } from './report.js';

/**
 * Where the upload stands, in words: one text for each of its states.
 *
 * @typedef {import('../../state.js').State} State
 * @typedef {import('../../i18n.js').Key} Key
 * @typedef {import('../../element.js').Child} Child
 * @typedef {import('./draft.js').Draft} Draft
 */

/**
 * @param {State} state
 * @param {Draft} draft
 * @returns {HTMLElement}
 */
export function createOutcome(state, draft) {
  const said = element('div', { class: 'outcome-said', 'aria-live': 'polite' });
  const report = element('div', { class: 'outcome-report' });
  const draw = () => {
    fill(said, ...sayPhase(state, draft));
    fill(report, ...details(state, draft));
  };
  draft.addEventListener('change', draw);
  state.watch(['language', 'layers'], draw);
  return element('div', { class: 'outcome' }, said, report);
}

/**
 * @param {State} state
 * @param {Draft} draft
 * @returns {Child[]}
 */
function sayPhase(state, draft) {
  const { language } = state.values;
  const { error, phase, report } = draft;
  /** @param {string} kind @param {string} text @param {string} [lead] */
  const say = (kind, text, lead) => element('p', { class: kind }, lead && element('strong', {}, lead), lead && ' ', text);
  /** @type {Record<import('./judge.js').Phase, () => Child[]>} */
  const phases = {
    'empty': () => [say('plain', t(language, 'upload.drop')), say('plain', t(language, 'upload.formats'))],
    'no-token': () => [say('note', t(language, 'upload.token-missing'))],
    'no-layer': () => [say('note', t(language, 'upload.layer-missing'))],
    'reading': () => [say('plain', t(language, 'upload.reading'))],
    'ready': () => (report ? [
      say('plain', comparedWith(language, report), t(language, 'upload.nothing-stored-yet')),
      drawLarge(language, report),
    ] : []),
    // The places that were refused are listed below, each with its own reason.
    'refused': () => [say(
      'alarm',
      error?.problem.errors?.length ? '' : t(language, 'upload.refused-why', { reason: error?.message ?? '' }),
      t(language, 'upload.refused'),
    )],
    'failed': () => [say('alarm', draft.day ? error?.message ?? '' : t(language, 'upload.day-missing'), t(language, 'upload.refused'))],
    'unauthorized': () => [say('alarm', t(language, 'upload.token-wrong'))],
    'existing': () => [say('note', t(language, 'upload.existing')), openLink(state, draft)],
    'too-large': () => [say('alarm', t(language, 'upload.too-large'), t(language, 'upload.refused'))],
    'offline': () => [say('note', t(language, 'upload.offline'))],
    'unsure': () => [say('alarm', t(language, 'upload.unsure'))],
    'publishing': () => [say('plain', t(language, 'upload.publishing'))],
    'published': () => [openLink(state, draft), undoButton(state, draft)],
    'undoing': () => [say('plain', t(language, 'upload.publishing'))],
    'undone': () => [say('plain', t(language, 'upload.undone', { date: formatShortDay(language, draft.day) })), openLink(state, draft)],
  };
  return phases[phase]();
}

/**
 * @param {State} state
 * @param {Draft} draft
 * @returns {Child[]}
 */
function details(state, { error, phase, report }) {
  const { language } = state.values;
  if (report && (phase === 'ready' || phase === 'publishing')) return [drawReport(state, report)];
  const problems = phase === 'refused' ? error?.problem.errors ?? [] : [];
  if (problems.length === 0) return [];
  return [element('h3', {}, t(language, 'upload.errors', { count: problems.length })), drawProblems(state, problems)];
}

/**
 * Leads to the map of the day, as the address of the page.
 * @param {State} state
 * @param {Draft} draft
 */
function openLink(state, draft) {
  const { language } = state.values;
  const { target, day, report } = draft;
  const shown = report ? dayOf(report.snapshot.valid_at) : day;
  if (!shown) return null;
  return element(
    'p',
    { class: 'plain' },
    element(
      'a',
      {
        href: `?${new URLSearchParams({ layer: target, day: shown, lang: language })}`,
        click: (/** @type {Event} */ event) => {
          const layer = state.values.layers.find((l) => l.id === target);
          if (!layer) return;
          event.preventDefault();
          draft.close();
          state.set({ layer, day: shown, uploading: false });
        },
      },
      t(language, 'upload.open', { date: formatShortDay(language, shown) }),
    ),
  );
}

/**
 * @param {State} state
 * @param {Draft} draft
 */
function undoButton(state, draft) {
  const { language } = state.values;
  return element(
    'p',
    { class: 'plain undo' },
    element('button', { type: 'button', class: 'button upload-undo', click: () => draft.undo() }, t(language, 'upload.undo')),
    element('span', {}, t(language, 'upload.undo-why')),
  );
}
