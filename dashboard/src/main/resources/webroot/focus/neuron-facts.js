/** What can be said about one neuron in a line. */

import { figure } from '../material/format.js';
import { neuronName } from '../words/page.js';

/** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron */
export function strongestInput(frame, model, { layer, neuron }) {
  const { weights, units } = frame.layers[layer - 1];
  const inputs = weights.length / units;
  if (!inputs) return '–';
  const best = strongest(inputs, (j) => weights[neuron * inputs + j]);
  const name =
    layer === 1
      ? (model.inputs[best] ?? String(best))
      : neuronName(model, { layer: layer - 1, neuron: best })
          .split(' · ')
          .at(-1);
  return `${name} × ${figure(weights[neuron * inputs + best])}`;
}

/** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron */
export function strongestOutput(frame, model, { layer, neuron }) {
  const next = frame.layers[layer];
  const inputs = next ? next.weights.length / next.units : 0;
  if (!next || !inputs) return '–';
  const best = strongest(next.units, (i) => next.weights[i * inputs + neuron]);
  return `${neuronName(model, { layer: layer + 1, neuron: best })
    .split(' · ')
    .at(-1)} × ${figure(next.weights[best * inputs + neuron])}`;
}

/** @param {number} n @param {(i: number) => number} weight */
function strongest(n, weight) {
  let best = 0;
  for (let i = 1; i < n; i++) if (Math.abs(weight(i)) > Math.abs(weight(best))) best = i;
  return best;
}
