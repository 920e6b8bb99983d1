/** The run's figures over steps. */

const MOST_POINTS = 1600;

/** The points of the server's history, with baselines kept from what was heard live.
 * @param {any[]} answer @param {import('./store.js').Point[]} heard @returns {import('./store.js').Point[]} */
export function pointsOf(answer, heard) {
  const points = answer.map((point) => ({
    step: point.step,
    time: typeof point.time === 'number' ? point.time : Date.parse(point.time),
    ...figuresOf(point),
  }));
  const last = points.at(-1)?.step ?? -1;
  const known = heard.filter((point) => point.baseline !== null);
  let k = 0;
  for (const point of points) {
    while (k + 1 < known.length && known[k + 1].step <= point.step) k++;
    if (point.baseline === null && known[k] && known[k].step <= point.step) point.baseline = known[k].baseline;
  }
  return [...points, ...heard.filter((point) => point.step > last)];
}

/** @param {import('./store.js').Point[]} points @param {any} metrics */
export function addPoint(points, metrics) {
  const last = points.at(-1);
  if (last && metrics.step <= last.step) return points;
  const added = [
    ...points,
    {
      step: metrics.step,
      time: metrics.time,
      loss: finite(metrics.loss),
      accuracy: finite(metrics.accuracy),
      baseline: finite(metrics.repeatLastAccuracy),
    },
  ];
  return added.length > MOST_POINTS ? thin(added) : added;
}

/** Halves the older three quarters, keeping of every four points the first, the extremes of the loss and the last.
 * @param {import('./store.js').Point[]} points */
export function thin(points) {
  const split = Math.floor((points.length * 3) / 4 / 8) * 8;
  const kept = [];
  for (let i = 0; i < split; i += 8) {
    const bin = points.slice(i, i + 8);
    const byLoss = [...bin].sort((a, b) => (a.loss ?? 0) - (b.loss ?? 0));
    const keep = new Set([bin[0], byLoss[0], byLoss[7], bin[7]]);
    kept.push(...bin.filter((point) => keep.has(point)));
  }
  return [...kept, ...points.slice(split)];
}

/** The point nearest to a step. @param {import('./store.js').Point[]} points @param {number} step */
export function nearest(points, step) {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].step < step) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  return before && step - before.step < points[low].step - step ? before : points[low];
}

/** What was measured; before the first example nothing was. @param {any} point */
function figuresOf({ examplesSeen, loss, accuracy, repeatLastAccuracy }) {
  if (examplesSeen === 0) return { loss: null, accuracy: null, baseline: null };
  return { loss: finite(loss), accuracy: finite(accuracy), baseline: finite(repeatLastAccuracy) };
}

/** @param {any} value @returns {number|null} */
const finite = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
