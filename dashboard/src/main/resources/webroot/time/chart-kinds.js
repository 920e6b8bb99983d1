/** The charts there are: what each shows over the run, how it is scaled and written. */

import { classToken } from '../material/colours.js';
import { shapeOf } from '../material/marks.js';
import { remember, remembered } from '../material/memory.js';
import { words, values } from '../words/time.js';

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} token colour in the style sheet
 * @property {number} [alpha]
 * @property {number} [width]
 * @property {boolean} [dashed]
 * @property {boolean} [stepped] whether the value holds until the next point
 * @property {boolean} [constant] whether it is there to compare with, the same all along
 * @property {string} [mark] what is written at its end, where there are several lines
 * @property {(point: any) => number|null|undefined} value
 *
 * @typedef {object} Kind
 * @property {string} id
 * @property {'training'|'surfaces'} source whether its points are what the trainer told or the surfaces' figures
 * @property {(model: import('../state/store.js').Model) => Line[]} lines
 * @property {(low: number, high: number) => [number, number]} range
 * @property {(value: number) => string} text
 * @property {(value: number) => string} [tick]
 */

/** @param {number} low @param {number} high @returns {[number, number]} */
const fromZero = (low, high) => [0, high > 0 ? high * 1.05 : 1];

const wholePercent = (/** @type {number} */ share) => `${Math.round(share * 100)} %`;

/** @type {Kind[]} */
export const kinds = [
  {
    id: 'loss',
    source: 'training',
    lines: () => [{ name: words.kinds.loss[0], token: 'ink', value: (point) => point.loss }],
    range: (low, high) => [0, Math.max(0.01, high * 1.05)],
    text: values.figure,
  },
  {
    id: 'accuracy',
    source: 'training',
    lines: () => [
      { name: words.kinds.accuracy[0], token: 'good', value: (point) => point.accuracy },
      { name: words.baseline, token: 'quiet', width: 1, dashed: true, value: (point) => point.baseline },
    ],
    range: (low) => [Math.max(0, Math.min(0.5, Math.floor(low * 10) / 10)), 1],
    text: values.percent,
    tick: wholePercent,
  },
  {
    id: 'kappa',
    source: 'training',
    lines: () => [
      { name: words.kinds.kappa[0], token: 'ink', value: (point) => point.kappaTemporal },
      {
        name: words.noBetter,
        token: 'quiet',
        width: 1,
        dashed: true,
        constant: true,
        value: (point) => (point.kappaTemporal === null ? null : 0),
      },
    ],
    range: (low) => [Math.min(0, Math.max(-1, low)), 1],
    text: values.figure,
  },
  {
    id: 'learningRate',
    source: 'training',
    lines: () => [{ name: words.kinds.learningRate[0], token: 'ink', stepped: true, value: (point) => point.learningRate }],
    range: fromZero,
    text: values.rate,
  },
  {
    id: 'gradient',
    source: 'training',
    lines: () => [{ name: words.kinds.gradient[0], token: 'ink', value: (point) => point.gradientNorm }],
    range: fromZero,
    text: values.figure,
  },
  {
    id: 'roughness',
    source: 'surfaces',
    lines: ({ layers }) =>
      layers.map((_, l) => ({
        name: words.layerLine(l + 1, layers.length),
        token: 'accent',
        alpha: 0.35 + (0.65 * (l + 1)) / layers.length,
        dashed: l === layers.length - 1,
        mark: l === layers.length - 1 ? 'c' : `${l + 1}`,
        value: (point) => point.layers[l]?.roughness,
      })),
    range: fromZero,
    text: values.figure,
  },
  {
    id: 'separation',
    source: 'surfaces',
    lines: ({ classes, looks }) =>
      classes.map((name, k) => ({
        name,
        token: classToken(looks[k]),
        mark: shapeOf(looks[k]),
        value: (point) => point.classes[k]?.separation,
      })),
    range: (low) => [Math.min(0, Math.max(-1, low)), 1],
    text: values.figure,
  },
];

/** @param {unknown} value */
export const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/** @param {string} id */
export const nameOf = (id) => words.kinds[/** @type {keyof typeof words.kinds} */ (id)];

/** The points of a chart in what is shown. @param {Kind} kind @param {import('../state/store.js').State} state @returns {any[]} */
export const pointsOf = ({ source }, { figures, detail, history }) => (source === 'surfaces' ? figures : (detail ?? history));

const KEY = 'carve.charts';
const FIRST = ['loss', 'accuracy', 'roughness'];

/** The charts that were chosen last. @returns {string[]} */
export function chosenKinds() {
  const stored = remembered(KEY)?.split(',').filter((id) => kinds.some((kind) => kind.id === id));
  return stored?.length ? stored : FIRST;
}

/** @param {string[]} ids */
export const chooseKinds = (ids) => remember(KEY, ids.join(','));
