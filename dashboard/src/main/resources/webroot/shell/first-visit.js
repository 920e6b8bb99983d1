/** Whether this browser sees the page for the first time; it is asked once, for the offer of the tour. */

const KEY = 'carve.tour';

/** True on the first visit, and then never again. */
export function isFirstVisit() {
  const first = localStorage.getItem(KEY) === null;
  if (first) localStorage.setItem(KEY, 'offered');
  return first;
}
