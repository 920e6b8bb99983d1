/** Keys of the timeline, which hold for the whole page. */

import { showWhole, zoom } from '../state/span.js';
import { store } from '../state/store.js';
import { setStretch } from '../state/time-cursor.js';
import { ZOOM_STEP } from './zooming.js';
import { changePace } from './pace.js';

/** @param {KeyboardEvent} event @param {{goTo: () => void, goToEvent: (direction: 1|-1) => void}} page @returns {(() => void)|null} */
export function timeAction(event, page) {
  switch (event.key) {
    case 'i':
    case 'I':
      return () => setStretch({ from: Math.round(store.state.cursor) });
    case 'o':
    case 'O':
      return () => setStretch({ to: Math.round(store.state.cursor) });
    case '[':
      return () => page.goToEvent(-1);
    case ']':
      return () => page.goToEvent(1);
    case 'g':
    case 'G':
      return page.goTo;
    case '<':
      return () => changePace(-1);
    case '>':
      return () => changePace(1);
    case '+':
    case '=':
      return () => zoom(1 / ZOOM_STEP);
    case '-':
      return () => zoom(ZOOM_STEP);
    case '0':
      return showWhole;
  }
  return null;
}
