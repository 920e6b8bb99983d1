/**
 * A model that is being made. What was typed is kept as it was typed, so that the server says what is wrong with it.
 *
 * @typedef {object} Draft
 * @property {string} name
 * @property {string[]} inputs
 * @property {{units: string, activation: string}[]} layers
 * @property {string[]} classes
 * @property {string} optimizer
 * @property {string} learningRate
 * @property {string} momentum of `sgd`
 * @property {string} batchSize
 * @property {boolean} standardize
 * @property {string} seed
 */

export const ACTIVATIONS = ['tanh', 'relu', 'leaky-relu', 'sigmoid', 'elu', 'linear'];

/** Each with the learning rate to begin with. @type {Record<string, string>} */
export const OPTIMIZERS = { sgd: '0.05', rmsprop: '0.01', adagrad: '0.1', adam: '0.01', adamw: '0.01' };

/** @param {Partial<Draft>} [known] @returns {Draft} */
export const newDraft = (known) => ({
  name: '',
  inputs: ['x', 'y'],
  layers: [
    { units: '8', activation: 'tanh' },
    { units: '8', activation: 'tanh' },
  ],
  classes: ['blue', 'orange'],
  optimizer: 'sgd',
  learningRate: OPTIMIZERS.sgd,
  momentum: '0.9',
  batchSize: '32',
  standardize: true,
  seed: '42',
  ...known,
});

/** The spec of a draft, and for each of its lines the field that it comes from. @param {Draft} draft */
export function specOf(draft) {
  /** @type {[string, string][]} */
  const lines = [
    ['name', `name: ${word(draft.name)}`],
    ['inputs', `inputs: [${draft.inputs.map(word).join(', ')}]`],
    ['layers', draft.layers.length ? 'layers:' : 'layers: []'],
    ...draft.layers.map(
      ({ units, activation }, i) =>
        /** @type {[string, string]} */ ([`layer-${i}`, `  - {units: ${number(units)}, activation: ${activation}}`]),
    ),
    ['classes', `classes: [${draft.classes.map(word).join(', ')}]`],
    ['optimizer', 'optimizer:'],
    ['optimizer', `  type: ${draft.optimizer}`],
    ['learningRate', `  learning-rate: ${number(draft.learningRate)}`],
  ];
  if (draft.optimizer === 'sgd') lines.push(['momentum', `  momentum: ${number(draft.momentum)}`]);
  lines.push(
    ['batchSize', `batch-size: ${number(draft.batchSize)}`],
    ['standardize', `standardize: ${draft.standardize}`],
    ['seed', `seed: ${number(draft.seed)}`],
  );
  return { yaml: `${lines.map(([, text]) => text).join('\n')}\n`, fields: lines.map(([field]) => field) };
}

/** What is wrong with which field. @param {{line: number, text: string}[]} mistakes @param {string[]} fields of the lines @returns {Record<string, string>} */
export function mistakesByField(mistakes, fields) {
  return Object.fromEntries(
    [...mistakes].reverse().map(({ line, text }) => [fields[line - 1] ?? 'name', withoutPath(text)]),
  );
}

/** How many units each column of the network has, what is no number as 0. @param {Draft} draft */
export const shapeOf = ({ inputs, layers, classes }) => [
  inputs.length,
  ...layers.map(({ units }) => (/^\d+$/.test(units) ? Number(units) : 0)),
  classes.length,
];

/** Weights and biases. @param {number[]} shape */
export const parametersOf = (shape) => shape.slice(1).reduce((sum, units, i) => sum + units * (shape[i] + 1), 0);

/** A name that no model has yet. @param {string} wish @param {string[]} taken */
export function freeName(wish, taken) {
  const name = wish.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '').slice(0, 90) || 'model';
  if (!taken.includes(name)) return name;
  let i = 2;
  while (taken.includes(`${name}-${i}`)) i++;
  return `${name}-${i}`;
}

const RESERVED = /^(null|true|false|yes|no|on|off|y|n)$/i;

/** @param {string} text */
const word = (text) => (/^[A-Za-z][A-Za-z0-9_.-]*$/.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text));

/** A number as it was typed, what is none in quotes. @param {string} text */
const number = (text) => (/^[-+]?[\d.]+([eE][-+]?\d+)?$/.test(text.trim()) ? text.trim() : JSON.stringify(text));

/** @param {string} text */
function withoutPath(text) {
  const rest = text.replace(/^[\w.[\]-]+ (?=must|is )/, '');
  return rest[0].toUpperCase() + rest.slice(1);
}

/** Layers of one non-linearity. @param {string} activation @param {number[]} units */
export const layersOf = (activation, ...units) => units.map((n) => ({ units: String(n), activation }));
