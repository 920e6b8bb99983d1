/** Keys of the whole page. They rest while a text field has the focus. */

import { views } from '../focus/views.js';
import { store } from '../state/store.js';
import { eye } from '../surface/eye.js';
import { nextTheme } from '../material/theme.js';
import { seek, stepBy, togglePlay } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { timeAction } from '../time/keys.js';

const BIG_STEP = 10;

/** @param {{focusLayer: (layer: number) => void, openLandscape: () => void, toggleHelp: () => void, escape: () => void, viewAction: (event: KeyboardEvent) => (() => void)|null, isOverlaid: () => boolean, goTo: () => void, goToEvent: (direction: 1|-1) => void}} page @returns {() => void} what ends the listening */
export function listenToKeys(page) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (page.isOverlaid() && event.key !== '?') return;
    const action = actionOf(event, page);
    if (!action) return;
    event.preventDefault();
    action();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}

/** @param {KeyboardEvent} event @param {Parameters<typeof listenToKeys>[0]} page @returns {(() => void)|null} */
function actionOf(event, page) {
  const by = event.shiftKey ? BIG_STEP : 1;
  const open = store.state.phase === 'open';
  switch (event.key) {
    case '?':
      return page.toggleHelp;
    case 't':
    case 'T':
      return nextTheme;
    case 'Escape':
      return page.escape;
  }
  if (!open) return null;
  switch (event.key) {
    case ' ':
      return onButton(event) ? null : togglePlay;
    case 'ArrowLeft':
      return () => stepBy(-by);
    case 'ArrowRight':
      return () => stepBy(by);
    case 'Home':
      return () => seek(store.state.first.step);
    case 'End':
      return () => (store.state.live ? goLive() : seek(store.state.newest.step));
    case 'l':
    case 'L':
      return goLive;
    case 'c':
    case 'C':
      return () => eye.nextPreset();
  }
  const view = views.find(({ key }) => key === event.key.toLowerCase());
  if (view) return () => toggleView(view, page);
  const ofView = page.viewAction(event);
  if (ofView) return ofView;
  if (/^[1-9]$/.test(event.key)) return () => page.focusLayer(Number(event.key));
  return timeAction(event, page);
}

/** Shows a view, or the landscape again. @param {import('../focus/views.js').View} view @param {Parameters<typeof listenToKeys>[0]} page */
function toggleView(view, page) {
  const isShown = view.id === store.state.view;
  store.update({ view: isShown ? views[0].id : view.id });
  if (view.takesKeys && !isShown) page.openLandscape();
}

/** @param {KeyboardEvent} event */
const target = (event) => /** @type {HTMLElement} */ (event.composedPath()[0]);

/** @param {KeyboardEvent} event */
const isTyping = (event) =>
  target(event).matches('input:not([type="checkbox"], [type="range"]), textarea, select') || target(event).isContentEditable;

/** Space presses a button that has the focus; tiles leave it to the timeline, since Enter opens them. @param {KeyboardEvent} event */
const onButton = (event) =>
  (target(event).tagName === 'BUTTON' && !target(event).classList.contains('tile')) ||
  target(event).matches('a, input');
