/** What the page needs of a model's spec. */

import { looksOf } from '../material/looks.js';

/** The hidden layers of a canonical spec. @param {string} yaml @returns {import('./store.js').LayerShape[]} */
export function hiddenLayers(yaml) {
  const block = /^layers:(.*?)(?=^[^\s#-]|(?![\s\S]))/ms.exec(yaml)?.[1] ?? '';
  const units = [...block.matchAll(/units:\s*(\d+)/g)];
  const activations = [...block.matchAll(/activation:\s*"?([\w-]+)/g)];
  return units.map((match, i) => ({ units: Number(match[1]), activation: activations[i]?.[1] ?? 'tanh' }));
}

/** The model that a `model` message, an entry of the models or of the runs describes. @param {any} answer @returns {import('./store.js').Model} */
export function modelOf(answer) {
  const inputs = answer.inputs ?? [];
  const classes = answer.classes ?? [];
  return {
    name: answer.model,
    run: answer.run,
    inputs,
    layers: [...(answer.layers ?? hiddenLayers(answer.spec ?? '')), { units: classes.length, activation: 'softmax' }],
    classes,
    looks: looksOf(classes),
    batchSize: answer.batchSize ?? Number(/^batch-size:\s*(\d+)/m.exec(answer.spec ?? '')?.[1] ?? 0),
    plane: answer.plane ?? planeOf(inputs),
  };
}

/** @param {string[]} inputs */
function planeOf(inputs) {
  if (inputs.length === 2) return { name: inputs.join(', '), uName: inputs[0], vName: inputs[1] };
  return { name: 'the first two principal components', uName: 'component 1', vName: 'component 2' };
}
