/** Moves the eye by pointer, wheel and keys: one finger turns, two come nearer. */

import { eye } from './eye.js';

const RADIANS_PER_PIXEL = 0.007;
const TURN_BY_KEY = 0.12;
const NEARER_BY_KEY = 1.15;
const ZOOM_PER_PIXEL = 0.0012;
const ZOOM_PER_LINE = 0.03;

/** The keys of a landscape, as the help lists them; `id` is that of their words. The eye goes where the arrow points. @type {{id: string, moves: Record<string, () => void>}[]} */
export const landscapeKeys = [
  {
    id: 'turn',
    moves: {
      ArrowLeft: () => eye.turn(-TURN_BY_KEY, 0),
      ArrowRight: () => eye.turn(TURN_BY_KEY, 0),
      ArrowUp: () => eye.turn(0, TURN_BY_KEY),
      ArrowDown: () => eye.turn(0, -TURN_BY_KEY),
    },
  },
  {
    id: 'zoom',
    moves: {
      '+': () => eye.approach(NEARER_BY_KEY),
      '=': () => eye.approach(NEARER_BY_KEY),
      '-': () => eye.approach(1 / NEARER_BY_KEY),
    },
  },
  { id: 'resetEye', moves: { 0: () => eye.reset() } },
];

/** @type {Record<string, () => void>} */
const KEYS = Object.assign({}, ...landscapeKeys.map(({ moves }) => moves));

export class Orbit {
  /** @type {Map<number, {x: number, y: number}>} */
  #pointers = new Map();

  press = (/** @type {PointerEvent} */ event) => {
    if (event.defaultPrevented) return;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  drag = (/** @type {PointerEvent} */ event) => {
    const last = this.#pointers.get(event.pointerId);
    if (!last) return;
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      eye.approach(after / Math.max(1, before));
    } else eye.turn((last.x - event.clientX) * RADIANS_PER_PIXEL, (event.clientY - last.y) * RADIANS_PER_PIXEL);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  release = (/** @type {PointerEvent} */ event) => {
    this.#pointers.delete(event.pointerId);
  };

  /** Where the page scrolls, the wheel zooms only once the landscape has the focus. */
  wheel = (/** @type {WheelEvent} */ event) => {
    const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
    if (scrolls && !event.ctrlKey && !(/** @type {HTMLElement} */ (event.currentTarget).matches(':focus'))) return;
    event.preventDefault();
    eye.approach(Math.exp(-event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ZOOM_PER_LINE : ZOOM_PER_PIXEL)));
  };

  key = (/** @type {KeyboardEvent} */ event) => {
    const move = KEYS[event.key];
    if (!move || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  reset = () => eye.reset();
}
