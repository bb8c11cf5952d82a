// Comes before the unit tests, which speak every language from the start.
import { languages, learn } from './js/i18n.js';

await Promise.all(languages.map(learn));
