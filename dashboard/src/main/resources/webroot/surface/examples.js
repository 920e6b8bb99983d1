/** Recent examples on a surface: how high each stands. */

import { heightAt, rawMeshOf } from './mesh.js';

/** The height of a neuron at each recent example, linear between the points of its surface; not a number outside the extent.
 * @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron */
function heightsAtExamples(frame, { layer, neuron }) {
  const { examples, extent } = frame;
  const mesh = rawMeshOf(frame, layer - 1, neuron, 1);
  return Float32Array.from(examples.s, (s, i) => {
    const x = (2 * (s - extent.uMinimum)) / (extent.uMaximum - extent.uMinimum) - 1;
    const y = (2 * (examples.t[i] - extent.vMinimum)) / (extent.vMaximum - extent.vMinimum) - 1;
    return Math.abs(x) <= 1 && Math.abs(y) <= 1 ? heightAt(mesh, x, y) : NaN;
  });
}

/** How many recent examples of each class a neuron lifts to a height. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron
 * @param {number} height @param {number} classes @returns {{examples: number, above: number}[]} */
export function examplesAbove(frame, neuron, height, classes) {
  const counts = Array.from({ length: classes }, () => ({ examples: 0, above: 0 }));
  heightsAtExamples(frame, neuron).forEach((at, i) => {
    const count = counts[frame.examples.label[i]];
    if (Number.isNaN(at) || !count) return;
    count.examples++;
    if (at >= height) count.above++;
  });
  return counts;
}

/** How a class stands out in its own landscape: as the frame says, or else by the points of its surface. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron of the class layer
 * @returns {{own: number, others: number, margin: number}} mean height over the class's own examples and over the others', and the difference */
export function peakFigures(frame, neuron) {
  const { classFigures } = frame;
  const [own, others] = classFigures
    ? [classFigures.ownHeights[neuron.neuron], classFigures.otherHeights[neuron.neuron]]
    : meanHeights(frame, neuron);
  return { own, others, margin: own - others };
}

/** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron */
function meanHeights(frame, neuron) {
  const sums = [0, 0];
  const counts = [0, 0];
  heightsAtExamples(frame, neuron).forEach((at, i) => {
    if (Number.isNaN(at)) return;
    const whose = frame.examples.label[i] === neuron.neuron ? 0 : 1;
    sums[whose] += at;
    counts[whose]++;
  });
  return sums.map((sum, i) => sum / counts[i]);
}
