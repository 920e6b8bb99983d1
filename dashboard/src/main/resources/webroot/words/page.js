/** Every English text of the page. */

import { count, duration, figure, percent, short, timeOfDay } from '../material/format.js';

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

export const words = {
  title: 'Carve',
  model: 'model',
  run: 'run',
  step: 'step',
  noModel: 'no model',
  noRun: 'runs',
  pastRuns: 'Runs, newest first',
  models: 'Models',
  noLive: 'None is training here. What you see is recorded.',
  newModel: 'New model…',
  liveNow: 'live',
  searchRuns: 'Search runs',
  noRunMatches: 'No run matches.',
  allRuns: 'All runs: names, notes, files…',
  exportTip: 'Export what is seen (E)',
  stepsPerSecond: 'steps/s',
  accuracy: 'accuracy',
  accuracyTip: 'Share of recent examples that the network named right before it learned from them.',
  help: 'Help and keys',
  share: {
    tip: 'Copy the link to this moment',
    copied: (/** @type {number} */ step) => `Copied: a link to step ${count(step)}, seen as you see it.`,
    byHand: (/** @type {string} */ link) => `The browser does not let the page copy. The link: ${link}`,
  },
  tourOffer: 'New here? Take the tour',
  noTour: 'No tour',
  embedded: 'open in Carve',
  dropToTrain: 'Drop the CSV to train on it',
  readOnly: 'read-only',
  readOnlyText:
    'You may look, go back in time, turn the landscapes and share links. Here nobody can make, feed or steer models.',
  readOnlyAdvice: 'Whoever runs this Carve can allow it.',
  skip: 'Skip to the landscape',
  close: 'Close',
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },

  status: {
    live: [
      'live',
      'You see the newest minibatches as they are learned.',
      'Drag the timeline to look back; training goes on meanwhile.',
    ],
    behind: [
      'behind',
      'You are looking at the past of a run that goes on.',
      'Press L or “go live” to return to the newest step.',
    ],
    replay: ['replay', 'You are looking at a run of the past.', 'Drag the timeline, or press Space to play it.'],
    paused: [
      'paused',
      'The picture stands still; training goes on.',
      'Press Space to play from here, or L to go live.',
    ],
    frozen: ['frozen', 'The model predicts and is judged, but takes no steps.', 'Unfreeze it to let it learn again.'],
    diverged: [
      'diverged',
      'The loss grew beyond all bounds and training stopped.',
      'Reset the model with a smaller learning rate.',
    ],
    reconnecting: [
      'reconnecting',
      'The connection to Carve is lost. What you see is the last that arrived.',
      'The page tries again by itself. Is Carve still running?',
    ],
    waiting: [
      'no data yet',
      'The model is there, but nothing has been learned yet.',
      'Send examples to its topic; the first landscape appears with the first minibatch.',
    ],
    loading: ['connecting', 'The page asks Carve for what there is to see.', 'This takes a moment.'],
  },

  wall: 'Network',
  wallModes: {
    label: 'How tiles are drawn',
    flat: 'heat map',
    solid: '3D',
    solidTip: 'Every tile as a small landscape, turned together with the large one',
    tooSlow: 'Drawing takes too long on this machine for landscapes here',
  },
  plane: {
    label: 'plane',
    tip: 'The plane through the space of all inputs that surfaces are shown over',
    own: (/** @type {string} */ name) => `${name} (the model's own)`,
    kinds: { components: 'principal components', inputs: 'two inputs, the others at their means', 'class-means': 'through three class means' },
    loading: 'looking for planes…',
    pair: 'two inputs…',
    across: 'input to the right',
    up: 'input upwards',
    show: 'show',
    refused: (/** @type {string} */ reason) => `This plane cannot be shown now: ${reason}`,
  },
  inputs: 'inputs',
  inputsMany: (/** @type {number} */ n) => `${count(n)} inputs`,
  inputsFolded: (/** @type {number} */ n, /** @type {string} */ plane) =>
    `${count(n)} inputs, seen on the plane of ${plane}`,
  classes: 'classes',
  whoWins: 'who wins',
  whoWinsLabel: 'Who wins: the class with the highest surface at each place',
  layer: (/** @type {number} */ l) => `layer ${l}`,
  layerTitle: (/** @type {number} */ l, /** @type {number} */ units, /** @type {string} */ activation) =>
    `layer ${l} · ${count(units)} ${activation}`,
  neuron: (/** @type {number} */ i) => `neuron ${i + 1}`,
  classNeuron: (/** @type {string} */ name) => `class ${name}`,
  inputName: (/** @type {string} */ name) => `input ${name}`,
  range: (/** @type {number} */ low, /** @type {number} */ high) => `${figure(low)} to ${figure(high)}`,
  tileLabel: (
    /** @type {string} */ name,
    /** @type {string} */ activation,
    /** @type {string} */ range,
    /** @type {boolean} */ dead,
  ) => `${name}, ${activation}, from ${range}${dead ? ', dead: it answers the same everywhere' : ''}`,
  dead: 'dead: the same everywhere',
  strongest: (/** @type {number} */ shown, /** @type {number} */ all) =>
    `${count(shown)} strongest of ${count(all)} weights drawn`,
  weightsOmitted: 'weights too many to draw',
  page: (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ all) =>
    `${from}–${to} of ${count(all)}`,
  previousNeurons: 'Previous neurons of this layer',
  nextNeurons: 'Next neurons of this layer',

  views: {
    title: 'Ways to look at the neuron',
    landscape: ['landscape', 'The surface of the neuron over the plane of inputs'],
    composition: ['composition', 'How this landscape is made of those before it'],
    cut: ['cut', 'What lies above a height'],
    carving: ['carving', 'How much the surface rose and fell between two moments'],
    peaks: ['peaks', 'One landscape per class, its own examples standing on it'],
    step: ['one step', 'Slow motion of one minibatch being learned'],
    compare: ['compare', 'Beside another moment, or another run'],
    weights: ['weights', 'What the neuron multiplies its inputs by'],
  },

  landscape: 'Landscape',
  landscapeLabel: (/** @type {string} */ name, /** @type {string} */ range) =>
    `Landscape of ${name}, from ${range}. Drag or use the arrow keys to turn it, plus and minus to zoom, 0 to reset.`,
  landscapeHint: 'drag to turn · wheel to zoom · double click to reset',
  height: 'height',
  probability: 'probability',
  heavyLine: (/** @type {number} */ h) => `heavy line: ${figure(h)}`,
  facts: {
    range: 'range',
    bias: 'bias',
    input: 'strongest input',
    output: 'strongest output',
    margin: 'peak margin',
  },
  ownScale: 'own scale',
  ownScaleTip: 'Fill the height with this neuron’s own range. Otherwise all neurons of the layer share one scale.',

  chartLabel: (/** @type {string} */ name, /** @type {string} */ value) =>
    `${name} over steps, now ${value}. Click to go to a step.`,

  timeline: 'Timeline',
  first: 'To the first step (Home)',
  back: 'One snapshot back (←)',
  forward: 'One snapshot forward (→)',
  play: 'Play (Space)',
  pause: 'Pause (Space)',
  speed: 'Speed',
  fastest: 'max',
  backwards: 'Play backwards',
  loop: 'Play again and again',
  goLive: 'go live',
  live: 'live',
  behind: (/** @type {number} */ ms) => `${duration(ms)} behind`,
  end: 'to the end',
  stepOf: (/** @type {number} */ step) => `step ${count(step)}`,
  timelineText: (/** @type {number} */ step, /** @type {number} */ time, /** @type {boolean} */ live) =>
    `step ${count(step)}, ${timeOfDay(time)}${live ? ', live' : ''}`,
  examples: (/** @type {number} */ n) => plural(n, 'example').replace(count(n), short(n)),
  hover: (/** @type {number} */ step, /** @type {number} */ time, /** @type {number|null} */ accuracy) =>
    [`step ${count(step)}`, time ? timeOfDay(time) : '', accuracy === null ? '' : percent(accuracy)]
      .filter(Boolean)
      .join(' · '),

  partWaits: 'That part of the page comes as soon as Carve answers again.',
  reconnect: {
    lost: (/** @type {number} */ step, /** @type {number} */ time) =>
      step
        ? `The connection to Carve is lost. You see step ${count(step)}, from ${timeOfDay(time)}, and can still turn the landscape.`
        : 'Carve does not answer.',
    retry: (/** @type {number} */ seconds) => (seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again…'),
    now: 'Try now',
  },

  empty: {
    title: 'No model is training yet',
    text: 'A model learns from a stream of examples. Start one of these, each of which teaches one thing, or make your own.',
    own: 'with a stream, a CSV of your own, or points painted by hand',
    yours: 'From a terminal',
    yoursText: 'Create a model from a spec, then send JSON lines to the topic of examples, one per line:',
    copy: 'Copy',
    copied: 'Copied',
    createLine: './carve model create --spec my-model.yaml',
    kcatLine: (/** @type {string} */ model, /** @type {string} */ features, /** @type {string} */ label) =>
      `echo '{"features": [${features}], "label": "${label}"}' | kcat -P -b 127.0.0.1:9092 -t carve.examples -k ${model}`,
    feedLine: (/** @type {string} */ stream) => `./carve feed --stream ${stream} --model ${stream}`,
    runs: (/** @type {number} */ n) => `or look at ${n === 1 ? 'the run' : `one of ${count(n)} runs`} of the past`,
    watching: 'This page shows the first landscape as soon as there is one.',
  },
  undrawnTitle: (/** @type {string} */ model) => `${model} learns, but its landscapes have not arrived yet`,
  undrawnText: (/** @type {number} */ step) =>
    `It has taken ${plural(step, 'step')}. The sampler draws landscapes from what was learned: if nothing appears here within a few seconds, see whether it runs.`,
  waitingTitle: (/** @type {string} */ model) => `${model} waits for its first minibatch`,
  waitingText: 'Send it examples, and its landscapes appear here:',

  failed: {
    title: 'This cannot be shown',
    noRun: (/** @type {string} */ run) =>
      `There is no run “${run}”. It may have been deleted, or the link is from another Carve.`,
    noModel: (/** @type {string} */ model) =>
      `There is no model “${model}” now. It appears here as soon as it is created.`,
    works: 'Everything else still works: choose a model or a run above.',
    home: 'To the newest model',
  },
  seekFailed: 'That moment could not be fetched; what you see stays. Try again, or go live.',

  announce: {
    live: 'Live.',
    at: (/** @type {number} */ step, /** @type {number} */ accuracy) =>
      `Step ${count(step)}, accuracy ${percent(accuracy)}.`,
    selected: (/** @type {string} */ name) => `${name} is shown in large.`,
  },
};

/** A neuron's name for people. @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron */
export function neuronName(model, neuron) {
  if (neuron.layer === model.layers.length)
    return words.classNeuron(model.classes[neuron.neuron] ?? String(neuron.neuron));
  return `${words.layer(neuron.layer)} · ${words.neuron(neuron.neuron)}`;
}

/** The same without its layer. @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron */
export const shortNeuronName = (model, neuron) => /** @type {string} */ (neuronName(model, neuron).split(' · ').at(-1));
