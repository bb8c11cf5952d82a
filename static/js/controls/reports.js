import { element } from '../element.js';
import { formatShortDay, nameIn } from '../format.js';
import { hasWord, t } from '../i18n.js';
import { webAddress } from '../webaddress.js';
import { groundSign, heldName } from './ground.js';

/**
 * What was said of a place, and by whom.
 *
 * @typedef {import('../types.js').Values} Values
 * @typedef {import('../types.js').SourcedEvent} SourcedEvent
 */

/** How the data names a source that is none. */
const generalKnowledge = 'general-knowledge';

/**
 * @param {Readonly<Values>} values
 * @returns {(HTMLElement)[]} a heading and a list, or a sentence that there is nothing
 */
export function reportList(values) {
  const { language, history } = values;
  if (!history) return [];
  const { events, place } = history;
  if (events.length === 0) {
    return [element('p', { class: 'reports-none' }, t(language, place.settlement ? 'reports.none' : 'reports.none-near'))];
  }
  return [
    element('h3', { class: 'reports-title' }, t(language, 'reports', { count: events.length })),
    element('ol', { class: 'reports' }, ...events.map((event) => reportItem(values, event, !place.settlement))),
  ];
}

/**
 * @param {Readonly<Values>} values
 * @param {SourcedEvent} event
 * @param {boolean} named whether the settlement is to be said
 */
function reportItem({ language, layer, settlements }, event, named) {
  const settlement = named && settlements.find(({ id }) => id === event.settlement);
  const kind = `kind.${event.kind}`;
  return element(
    'li',
    {},
    element('time', { datetime: event.date }, formatShortDay(language, event.date)),
    element(
      'p',
      { class: 'report-status' },
      groundSign(layer, event.status), ' ', heldName(language, layer, event.status, null),
      ` · ${hasWord(kind) ? t(language, kind) : event.kind}`,
      settlement && ` · ${nameIn(language, settlement.name)}`,
    ),
    element('p', { class: 'report-source' }, sourceOf(language, event.source), event.note && ` · ${event.note}`),
  );
}

/**
 * @param {Values['language']} language
 * @param {SourcedEvent['source']} source
 */
function sourceOf(language, { title, url }) {
  const address = webAddress(url);
  if (address) return element('a', { href: address.href, target: '_blank', rel: 'noopener noreferrer' }, title || url);
  if (!title || title === generalKnowledge) return t(language, 'reports.general');
  return `${title} (${t(language, 'reports.no-link')})`;
}
