/** Keys of the timeline, which hold for the whole page. */

import { showWhole, zoom } from '../state/span.js';
import { store } from '../state/store.js';
import { setStretch } from '../state/time-cursor.js';
import { ZOOM_STEP } from './zooming.js';
import { changePace } from './pace.js';

const cursor = () => Math.round(store.state.cursor);

/** @type {import('../shell/keys.js').Key[]} */
export const timeKeys = [
  { id: 'pace', press: ['<', '>'], act: (key) => changePace(key === '<' ? -1 : 1) },
  { id: 'fromHere', press: ['i'], act: () => setStretch({ from: cursor() }) },
  { id: 'toHere', press: ['u'], act: () => setStretch({ to: cursor() }) },
  { id: 'event', press: ['[', ']'], act: (key, _, page) => page.goToEvent(key === '[' ? -1 : 1) },
  { id: 'goTo', press: ['g'], act: (_, __, page) => page.goTo() },
  { id: 'span', press: ['+', '=', '-'], act: (key) => zoom(key === '-' ? ZOOM_STEP : 1 / ZOOM_STEP) },
  { id: 'whole', press: ['0'], act: showWhole },
];
