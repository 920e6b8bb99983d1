/** The run's figures over steps. */

const MOST_POINTS = 2400;
const BIN = 16;
/** The figures whose extremes are kept. @type {(keyof import('./store.js').Point)[]} */
const KEPT = ['loss', 'accuracy', 'gradientNorm'];

/** A point of the server's charts or history, or a message with metrics. Before the first example nothing was measured.
 * @param {any} answer @returns {import('./store.js').Point} */
export function pointOf({ step, time, examplesSeen, learningRate, ...figures }) {
  const measured = examplesSeen === 0 ? {} : figures;
  return {
    step,
    time: typeof time === 'number' ? time : Date.parse(time),
    examples: finite(examplesSeen),
    loss: finite(measured.loss),
    accuracy: finite(measured.accuracy),
    baseline: finite(measured.repeatLastAccuracy),
    kappaTemporal: finite(measured.kappaTemporal),
    learningRate: finite(learningRate),
    gradientNorm: finite(measured.gradientNorm),
  };
}

/** The server's points, and behind them those that were heard since. @param {import('./store.js').Point[]} points @param {import('./store.js').Point[]} heard */
export function continued(points, heard) {
  const last = points.at(-1)?.step ?? -1;
  return [...points, ...heard.filter((point) => point.step > last)];
}

/** @param {import('./store.js').Point[]} points @param {import('./store.js').Point} point */
export function addPoint(points, point) {
  if (point.step <= (points.at(-1)?.step ?? -1)) return points;
  const added = [...points, point];
  return added.length > MOST_POINTS ? thin(added) : added;
}

/** Leaves at most half of the older three quarters: of every sixteen points the first, the last and the extremes.
 * @param {import('./store.js').Point[]} points */
export function thin(points) {
  const split = Math.floor((points.length * 3) / 4 / BIN) * BIN;
  const kept = [];
  for (let i = 0; i < split; i += BIN) {
    const bin = points.slice(i, i + BIN);
    const keep = new Set([bin[0], bin[BIN - 1]]);
    for (const figure of KEPT) {
      const sorted = bin.filter((point) => point[figure] !== null).sort((a, b) => Number(a[figure]) - Number(b[figure]));
      if (sorted.length) keep.add(sorted[0]).add(sorted[sorted.length - 1]);
    }
    kept.push(...bin.filter((point) => keep.has(point)));
  }
  return [...kept, ...points.slice(split)];
}

/** The point nearest to a step. @template {{step: number}} T @param {T[]} points @param {number} step @returns {T|undefined} */
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

/** @param {any} value @returns {number|null} */
const finite = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
