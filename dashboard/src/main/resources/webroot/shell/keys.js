/**
 * The keys of the whole page, in one table: what acts on a key and what the help tells of it are the same rows. Keys rest while a text
 * field has the focus, and below a dialog.
 *
 * @typedef {object} Page what a key can ask of the page
 * @property {(layer: number) => void} focusLayer
 * @property {() => void} openLandscape
 * @property {() => void} toggleHelp
 * @property {() => void} escape
 * @property {() => boolean} isOverlaid
 * @property {() => void} export takes out what is seen
 * @property {() => void} openLibrary shows all runs
 * @property {(event: KeyboardEvent) => (() => void)|null} viewAction what the view that is shown does on a key
 * @property {() => void} goTo asks for a step or time
 * @property {(direction: 1|-1) => void} goToEvent
 *
 * @typedef {object} Key
 * @property {string} id of its words in `words/help.js`
 * @property {string[]} press as `KeyboardEvent.key` names them, letters in lower case
 * @property {(key: string, by: number, page: Page) => void} act `by` is ten with Shift, else one
 * @property {boolean} [always] whether it also acts while there is nothing to see
 * @property {boolean} [pressesButtons] whether it is left to a button that has the focus
 * @property {string} [tip] its words, where they lie elsewhere
 */

import { viewNamed, views } from '../focus/views.js';
import { store } from '../state/store.js';
import { eye } from '../surface/eye.js';
import { nextTheme } from '../material/theme.js';
import { seek, stepBy, togglePlay } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { words } from '../words/page.js';
import { timeKeys } from '../time/keys.js';
import { share } from './share.js';

const BIG_STEP = 10;

/** @type {Key[]} */
export const pageKeys = [
  { id: 'play', press: [' '], act: togglePlay, pressesButtons: true },
  { id: 'step', press: ['ArrowLeft', 'ArrowRight'], act: (key, by) => stepBy(key === 'ArrowLeft' ? -by : by) },
  { id: 'ends', press: ['Home', 'End'], act: (key) => (key === 'Home' ? seek(store.state.first.step) : toEnd()) },
  { id: 'live', press: ['l'], act: goLive },
  {
    id: 'layer',
    press: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    act: (key, _, page) => page.focusLayer(Number(key)),
  },
  { id: 'escape', press: ['Escape'], act: (_, __, page) => page.escape(), always: true },
  ...views
    .filter(({ key }) => key)
    .map(({ id, key }) => ({
      id,
      press: [key],
      act: (/** @type {string} */ _, /** @type {number} */ __, /** @type {Page} */ page) => toggleView(id, page),
      tip: words.views[/** @type {'landscape'} */ (id)][1],
    })),
  { id: 'eye', press: ['c'], act: () => eye.nextPreset() },
  ...timeKeys,
  { id: 'share', press: ['s'], act: share },
  { id: 'export', press: ['e'], act: (_, __, page) => page.export() },
  { id: 'library', press: ['r', '/'], act: (_, __, page) => page.openLibrary(), always: true },
  { id: 'create', press: ['n'], act: () => store.state.acting && (location.hash = '#/new'), always: true },
  { id: 'theme', press: ['t'], act: nextTheme, always: true },
  { id: 'help', press: ['?'], act: (_, __, page) => page.toggleHelp(), always: true },
];

/** @param {Page} page @returns {() => void} what ends the listening */
export function listenToKeys(page) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (page.isOverlaid() && event.key !== '?') return;
    const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isOpen = store.state.phase === 'open';
    const key = pageKeys.find(({ press }) => press.includes(pressed));
    if (key && (!(key.always || isOpen) || (key.pressesButtons && onButton(event)))) return;
    const act = key ? () => key.act(pressed, event.shiftKey ? BIG_STEP : 1, page) : isOpen ? page.viewAction(event) : null;
    if (!act) return;
    event.preventDefault();
    act();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/** Shows a view, or the landscape again. @param {string} id @param {Page} page */
function toggleView(id, page) {
  const isShown = id === store.state.view;
  store.update({ view: isShown ? views[0].id : id });
  if (!isShown && viewNamed(id).takesKeys) page.openLandscape();
}

const toEnd = () => (store.state.live ? goLive() : seek(store.state.newest.step));

/** @param {KeyboardEvent} event */
const target = (event) => /** @type {HTMLElement} */ (event.composedPath()[0]);

/** What has just been closed may keep the focus until the next picture: nobody types there. @param {KeyboardEvent} event */
const isTyping = (event) =>
  target(event).checkVisibility() &&
  (target(event).matches('input:not([type="checkbox"], [type="range"]), textarea, select') || target(event).isContentEditable);

/** Space presses a button that has the focus; tiles leave it to the timeline, since Enter opens them. @param {KeyboardEvent} event */
const onButton = (event) =>
  (target(event).tagName === 'BUTTON' && !target(event).classList.contains('tile')) ||
  target(event).matches('a, input');
