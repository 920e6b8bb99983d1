/** Whether this browser sees the page for the first time; it is asked once, for the offer of the tour. */

import { remember, remembered } from '../material/memory.js';

const KEY = 'carve.tour';

/** True on the first visit, and then never again. */
export function isFirstVisit() {
  const first = remembered(KEY) === null;
  if (first) remember(KEY, 'offered');
  return first;
}
