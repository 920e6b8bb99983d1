/** Zooming of the axis by wheel, around the pointer. On pages that scroll the wheel scrolls; with Ctrl, as when pinched, it zooms. */

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
