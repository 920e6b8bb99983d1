/** The English texts of making, feeding and steering models. */

import { count, figure } from '../material/format.js';
import { plural } from './page.js';

export const words = {
  title: 'New model',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  sourceTitle: 'Where the examples come from',
  sources: {
    lesson: ['A lesson', 'One click, and something to see'],
    stream: ['A stream', 'Endless examples that Carve makes by itself'],
    file: ['Your own file', 'A CSV, read in this browser'],
    paint: ['Painted by hand', 'Points that you put on the map yourself'],
  },

  stream: 'Stream',
  streams: /** @type {Record<string, string>} */ ({
    'two-spirals': 'two spirals',
    circles: 'circles',
    xor: 'exclusive or',
    moons: 'moons',
    gaussians: 'clouds',
    checkerboard: 'checkerboard',
  }),
  noise: 'Noise',
  noiseTip: 'How far points are scattered from where they belong.',
  noiseRule: 'Must be a number from 0 to 10.',
  streamSeed: 'Seed of the stream',
  seedRule: 'Must be a whole number, 0 or above.',
  rate: 'Speed',
  perSecond: (/** @type {number} */ rate) => `${rate < 10 ? figure(rate) : count(rate)} minibatches/s`,

  drop: 'Drop a CSV here',
  choose: 'choose a file',
  dropText: 'One example a row: columns of numbers, and one that names the class. It stays in your Carve.',
  chooseOther: 'Another file',
  reading: (/** @type {string} */ name) => `Reading ${name}…`,
  unreadable: {
    tooLarge: (/** @type {string} */ _) => 'The file is larger than 64 MB. Feed it from a terminal: ./carve feed --csv FILE',
    noRows: (/** @type {string} */ _) => 'There is no row of examples in the file.',
    oneColumn: (/** @type {string} */ _) => 'There is only one column: it takes at least one number and a class.',
    broken: (/** @type {string} */ row) => `A quotation mark is opened and never closed, at row ${row}.`,
  },
  label: 'Class is in',
  inputs: 'Inputs',
  preview: (/** @type {string} */ file) => `The first rows of ${file}`,
  found: (/** @type {number} */ rows, /** @type {number} */ inputs, /** @type {number} */ classes) =>
    `${plural(rows, 'example')}, ${plural(inputs, 'input')}, ${plural(classes, 'class', 'classes')}`,
  leftOut: (/** @type {number} */ rows) =>
    `${plural(rows, 'row')} ${rows === 1 ? 'is' : 'are'} left out: a value is missing or no number.`,
  missing: (/** @type {number} */ n) => `${count(n)} missing`,
  noNumbers: 'no numbers',
  noInput: 'Choose at least one input.',
  noClasses: (/** @type {string} */ column, /** @type {number} */ most) =>
    `“${column}” does not name classes: it takes 2 to ${most} different values.`,
  passes: 'Pass over it',
  passChoices: /** @type {Record<number, string>} */ ({ 1: 'once', 10: '10 times', 100: '100 times', 0: 'until stopped' }),
  shuffled: 'in random order',

  paintText: 'A map opens beside the network. Every point that you put on it is learned at once, again and again.',
  classNames: 'Classes',
  className: (/** @type {number} */ i) => `Name of class ${i + 1}`,
  addClass: 'Add a class',
  removeClass: (/** @type {string} */ name) => `Remove class ${name}`,
  newClass: (/** @type {number} */ i) => ['blue', 'orange', 'green', 'pink', 'red', 'sky', 'yellow', 'black'][i] ?? `class-${i + 1}`,

  network: 'Network',
  shapeLabel: (/** @type {number[]} */ shape) => `The network: ${shape.join(', ')} units from inputs to classes`,
  shape: (/** @type {number[]} */ shape, /** @type {number} */ parameters) =>
    shape.includes(0) ? shape.map((units) => units || '?').join('-') : `${shape.join('-')} · ${plural(parameters, 'parameter')}`,
  layer: (/** @type {number} */ i) => `Layer ${i + 1}`,
  units: (/** @type {number} */ i) => `Units of layer ${i + 1}`,
  activation: (/** @type {number} */ i) => `Non-linearity of layer ${i + 1}`,
  addLayer: 'Add a layer',
  removeLayer: (/** @type {number} */ i) => `Remove layer ${i + 1}`,
  noLayers: 'Without a layer each class is a slope.',
  optimizer: 'Optimiser',
  learningRate: 'Learning rate',
  momentum: 'Momentum',
  batchSize: 'Batch size',
  seed: 'Seed of the weights',
  standardize: 'Standardise the inputs',
  yaml: 'The spec as YAML',
  name: 'Name',
  nameTaken: 'There is a model of this name already.',
  create: 'Create and watch',
  creating: 'Creating…',
  notFed: (/** @type {string} */ model, /** @type {string} */ why) => `${model} was created, but not fed: ${why}`,

  feeding: {
    title: 'Examples from this page',
    running: (/** @type {import('../state/feeding.js').Feeding} */ { source, model, sent, size, pass, passes }) =>
      `${source} → ${model}: ${plural(sent, 'example')} sent, pass ${count(pass)}${passes ? ` of ${count(passes)}` : ''} over ${plural(size, 'row')}`,
    done: (/** @type {import('../state/feeding.js').Feeding} */ { source, model, sent }) =>
      `${source} → ${model}: all ${plural(sent, 'example')} sent.`,
    failed: (/** @type {import('../state/feeding.js').Feeding} */ { source, model, mistake }) =>
      `${source} → ${model}: sending stopped. ${mistake}`,
    stop: 'Stop',
    progress: 'Sent so far',
  },

  painting: {
    title: (/** @type {string} */ model) => `Points for ${model}`,
    map: (/** @type {string} */ name, /** @type {string} */ x, /** @type {string} */ y) =>
      `Map of ${x} and ${y} from −1 to 1. Click or drag to put points of class ${name}; arrow keys move the cross, Enter puts a point, digits choose the class.`,
    hint: 'click or drag · arrows and Enter',
    classes: 'Class to paint',
    counts: (/** @type {number} */ n) => plural(n, 'point'),
    again: 'train on them again and again',
    clear: 'Forget the points',
    at: (/** @type {string} */ name, /** @type {number} */ x, /** @type {number} */ y) =>
      `${name} at ${figure(x)}, ${figure(y)}`,
    first: 'Put points of at least two classes on the map, and watch.',
  },

  /** A title, and what one will see. @type {Record<string, [string, string]>} */
  lessons: {
    slope: ['Slopes alone', 'Three clouds that overlap. Without a hidden layer each class is one slope, and no network could get them all right: watch accuracy settle below 100 %.'],
    xor: ['One neuron cannot', 'Opposite corners belong together. One hidden neuron makes one slope and cannot part them: it stays below 75 %. Then make it again with four.'],
    crater: ['A crater of slopes', 'One class around the other. Four slopes add up to a crater: open class blue and its composition.'],
    spirals: ['Deep enough to bend', 'Two arms wound around each other. Slopes become waves in layer 2, and waves become spirals in the classes.'],
    folds: ['Folds instead of waves', 'Squares of two classes, learned with ReLU: every landscape is a folded sheet of flat facets.'],
    fast: ['Too fast', 'A learning rate far too high: the landscapes leap about and never settle. Lower it under “Steer”, and they do.'],
    dead: ['Neurons that die', 'It learns well, until a step too large pushes ReLUs below zero everywhere: their landscapes go flat, are dimmed, and never come back.'],
    change: ['A world that changes', 'Once the moons are learned, choose another stream under “Steer”: accuracy falls at once, and everything is carved anew.'],
  },
  start: 'Start',
  starting: 'Starting…',
};
