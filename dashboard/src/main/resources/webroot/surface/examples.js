/** Recent examples on a surface: how high each stands, between the points of the surface. */

/** The height of a neuron of a frame at a place of the plane, linear between the four nearest points; not a number outside.
 * @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron @param {number} s @param {number} t */
export function heightAt({ layers, extent, columns, rows }, { layer, neuron }, s, t) {
  const { heights, minimum, maximum } = layers[layer - 1];
  const u = ((s - extent.uMinimum) / (extent.uMaximum - extent.uMinimum)) * (columns - 1);
  const v = ((t - extent.vMinimum) / (extent.vMaximum - extent.vMinimum)) * (rows - 1);
  if (!(u >= 0 && v >= 0 && u <= columns - 1 && v <= rows - 1)) return NaN;
  const [column, row] = [Math.min(columns - 2, Math.floor(u)), Math.min(rows - 2, Math.floor(v))];
  const at = (neuron * rows + row) * columns + column;
  const low = heights[at] + (heights[at + 1] - heights[at]) * (u - column);
  const top = heights[at + columns] + (heights[at + columns + 1] - heights[at + columns]) * (u - column);
  return minimum[neuron] + ((low + (top - low) * (v - row)) / 255) * (maximum[neuron] - minimum[neuron]);
}

/** How many recent examples of each class a neuron lifts to a height. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron
 * @param {number} height @param {number} classes @returns {{examples: number, above: number}[]} */
export function examplesAbove(frame, neuron, height, classes) {
  const counts = Array.from({ length: classes }, () => ({ examples: 0, above: 0 }));
  const { size, s, t, label } = frame.examples;
  for (let i = 0; i < size; i++) {
    const at = heightAt(frame, neuron, s[i], t[i]);
    const count = counts[label[i]];
    if (Number.isNaN(at) || !count) continue;
    count.examples++;
    if (at >= height) count.above++;
  }
  return counts;
}

/** How a class stands out in its own landscape. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron of the class layer
 * @returns {{own: number, others: number, margin: number}} mean height over the class's own examples and over the others', and the difference */
export function peakFigures(frame, neuron) {
  const sums = [0, 0];
  const counts = [0, 0];
  const { size, s, t, label } = frame.examples;
  for (let i = 0; i < size; i++) {
    const at = heightAt(frame, neuron, s[i], t[i]);
    if (Number.isNaN(at)) continue;
    const whose = label[i] === neuron.neuron ? 0 : 1;
    sums[whose] += at;
    counts[whose]++;
  }
  const [own, others] = sums.map((sum, i) => sum / counts[i]);
  return { own, others, margin: own - others };
}
