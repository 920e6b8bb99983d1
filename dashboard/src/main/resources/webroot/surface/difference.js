/** How much a surface rose or fell between two moments. */

/** A change of less than this share of the layer's scale counts as none. */
const STILL = 0.01;

/** @param {import('./mesh.js').Mesh} before @param {import('./mesh.js').Mesh} after of the same shape and scale @returns {import('./mesh.js').Mesh} */
export const difference = (before, after) => ({ ...after, heights: after.heights.map((height, i) => height - before.heights[i]) });

/**
 * @typedef {{height: number, x: number, y: number}} Extreme where, from −1 to 1
 * @typedef {{rise: Extreme, fall: Extreme, mean: number, moved: number}} DifferenceFigures `fall` is negative or zero;
 *     `mean` of the absolute change; `moved`: share of the area that changed by more than a hundredth of the scale
 */

/** @param {import('./mesh.js').Mesh} mesh of differences @param {number} high of the layer's scale, in the mesh's unit @returns {DifferenceFigures} */
export function figuresOf({ columns, rows, heights }, high) {
  let [highest, lowest, sum, moved, all] = [0, 0, 0, 0, 0];
  for (let i = 0; i < heights.length; i++) {
    const change = heights[i];
    if (change > heights[highest]) highest = i;
    if (change < heights[lowest]) lowest = i;
    // Points at the border stand for half the area of the others.
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const weight = (column % (columns - 1) ? 1 : 0.5) * (row % (rows - 1) ? 1 : 0.5);
    sum += weight * Math.abs(change);
    moved += Math.abs(change) > STILL * high ? weight : 0;
    all += weight;
  }
  const extreme = (/** @type {number} */ i, /** @type {1|-1} */ sign) => ({
    height: sign * Math.max(0, sign * heights[i]),
    x: (2 * (i % columns)) / (columns - 1) - 1,
    y: (2 * Math.floor(i / columns)) / (rows - 1) - 1,
  });
  return { rise: extreme(highest, 1), fall: extreme(lowest, -1), mean: sum / all, moved: moved / all };
}
