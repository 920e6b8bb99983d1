/** Zooming of the axis: by wheel, around the pointer, and by two fingers. On pages that scroll the wheel scrolls; with Ctrl it zooms. */

import { pan, zoom } from '../state/span.js';

/** How much shorter the axis gets by one press of a key or button. */
export const ZOOM_STEP = 1.6;
const PER_PIXEL = 0.002;
const LINE_PIXELS = 16;

/** @param {HTMLElement} element @param {(event: WheelEvent) => number} positionAt where the pointer is on the axis */
export function zoomByWheel(element, positionAt) {
  element.addEventListener(
    'wheel',
    (event) => {
      const { scrollHeight, clientHeight } = document.documentElement;
      if (scrollHeight > clientHeight && !event.ctrlKey) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PIXELS;
      const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan((sideways * unit) / element.clientWidth);
      else zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * unit * PER_PIXEL))), positionAt(event));
    },
    { passive: false },
  );
}

/** Two fingers on an axis: farther apart they show less of it. The one that rests holds its place. */
export class Pinch {
  /** Where each finger is, in pixels. @type {Map<number, number>} */
  #fingers = new Map();

  /** Whether two fingers are down. */
  get isOn() {
    return this.#fingers.size > 1;
  }

  /** @param {PointerEvent} event */
  press({ pointerId, clientX, pointerType }) {
    if (pointerType !== 'mouse') this.#fingers.set(pointerId, clientX);
  }

  /** @param {PointerEvent} event @param {(event: {clientX: number}) => number} positionAt where a pointer is on the axis */
  move({ pointerId, clientX }, positionAt) {
    const last = this.#fingers.get(pointerId);
    const resting = [...this.#fingers].find(([id]) => id !== pointerId)?.[1];
    if (last === undefined) return;
    this.#fingers.set(pointerId, clientX);
    if (resting === undefined) return;
    const [before, after] = [Math.abs(last - resting), Math.abs(clientX - resting)];
    zoom(Math.max(0.5, Math.min(2, before / Math.max(1, after))), positionAt({ clientX: resting }));
  }

  /** @param {PointerEvent} event */
  release({ pointerId }) {
    this.#fingers.delete(pointerId);
  }
}
