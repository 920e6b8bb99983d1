/**
 * What the address says: `#/live/MODEL?neuron=L.I&view=V` or `#/runs/RUN?step=K&neuron=L.I&view=V`, or `#/new` for the making of a model. `from` and `to` are the steps
 * that are played, `axis` what the timeline counts by, `window=LOW-HIGH` the steps that it shows. With `play=true` the run plays as it is opened,
 * as `speed`, `stepsPerSecond`, `backwards` and `loop` say. `stage=S` is that of the composition, `height=H` is where the cut lies, `since=A` what the carving is measured from,
 * `eye=AZIMUTH,ELEVATION,ZOOM` where landscapes are looked at from, `plane=P` the plane that they lie over.
 *
 * @typedef {object} Route
 * @property {string|null} model
 * @property {string|null} run
 * @property {boolean} creating
 * @property {number|null} step
 * @property {import('./store.js').Neuron|null} neuron
 * @property {string|null} view
 * @property {number|null} stage
 * @property {number|null} height
 * @property {string|null} since
 * @property {import('./store.js').Other|null} other
 * @property {string} plane
 * @property {{from: number|null, to: number|null}} stretch
 * @property {import('./axis.js').Axis|null} axis
 * @property {{low: number, high: number}|null} window
 * @property {{azimuth: number, elevation: number, zoom: number}|null} eye
 * @property {import('./connection.js').Course|null} course
 */

import { axisNamed } from './axis.js';

/** @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [, kind, name = ''] = path.split('/');
  const parameters = new URLSearchParams(query);
  const neuron = /^(\d+)\.(\d+)$/.exec(parameters.get('neuron') ?? '');
  return {
    model: kind === 'live' && name ? decodeURIComponent(name) : null,
    run: kind === 'runs' && name ? decodeURIComponent(name) : null,
    creating: kind === 'new',
    step: wholeNumber(parameters.get('step')),
    course: parameters.get('play') === 'true' ? parseCourse(parameters) : null,
    view: parameters.get('view'),
    stage: /^\d{1,4}(\.\d{1,2})?$/.test(parameters.get('stage') ?? '') ? Number(parameters.get('stage')) : null,
    height: /^-?\d{1,9}(\.\d{1,9})?$/.test(parameters.get('height') ?? '') ? Number(parameters.get('height')) : null,
    since: /^(start|back|event|\d{1,15})$/.exec(parameters.get('since') ?? '')?.[0] ?? null,
    other: parseOther(parameters.get('with')),
    plane: parameters.get('plane') ?? '',
    stretch: { from: wholeNumber(parameters.get('from')), to: wholeNumber(parameters.get('to')) },
    axis: axisNamed(parameters.get('axis')),
    window: parseWindow(parameters.get('window')),
    eye: parseEye(parameters.get('eye') ?? ''),
    neuron: neuron ? { layer: Number(neuron[1]), neuron: Number(neuron[2]) } : null,
  };
}

/** `RUN@STEP`, or `RUN` alone for the same step. @param {string|null} text @returns {import('./store.js').Other|null} */
function parseOther(text) {
  const [, run, step] = /^([^@]{1,255})(?:@(\d{1,15}))?$/.exec(text ?? '') ?? [];
  return run ? { run, step: Number(step ?? 0), follows: step === undefined } : null;
}

/** @param {string|null} text */
const wholeNumber = (text) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null);

/** @param {string|null} text */
function parseWindow(text) {
  const [, low, high] = /^(\d{1,15})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return low && Number(low) < Number(high) ? { low: Number(low), high: Number(high) } : null;
}

/** @param {string} text @returns {Route['eye']} */
function parseEye(text) {
  if (!/^-?\d{1,3}(\.\d{1,4})?(,-?\d{1,3}(\.\d{1,4})?){2}$/.test(text)) return null;
  const [azimuth, elevation, zoom] = text.split(',').map(Number);
  return { azimuth, elevation, zoom };
}

/** @param {URLSearchParams} parameters @returns {import('./connection.js').Course} */
function parseCourse(parameters) {
  const number = (/** @type {string} */ name) => {
    const text = parameters.get(name) ?? '';
    return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
  };
  return {
    step: number('step'),
    speed: number('speed'),
    stepsPerSecond: number('stepsPerSecond') || undefined,
    backwards: parameters.get('backwards') === 'true',
    loop: parameters.get('loop') === 'true',
  };
}

/** @param {Partial<Route>} route */
export function formatRoute({ model, run, step, neuron, view, stage, height, since, other, plane, stretch, axis, window, eye }) {
  const parameters = [];
  if (run && step !== null && step !== undefined) parameters.push(`step=${step}`);
  if (neuron) parameters.push(`neuron=${neuron.layer}.${neuron.neuron}`);
  if (view && view !== 'landscape') parameters.push(`view=${encodeURIComponent(view)}`);
  if (view === 'composition' && typeof stage === 'number') parameters.push(`stage=${Number(stage.toFixed(2))}`);
  if (view === 'cut' && typeof height === 'number') parameters.push(`height=${height}`);
  if (view === 'carving' && since && since !== 'back') parameters.push(`since=${since}`);
  if (view === 'compare' && other)
    parameters.push(`with=${encodeURIComponent(other.run)}${other.follows ? '' : `@${other.step}`}`);
  if (plane) parameters.push(`plane=${encodeURIComponent(plane)}`);
  if (stretch && stretch.from !== null) parameters.push(`from=${stretch.from}`);
  if (stretch && stretch.to !== null) parameters.push(`to=${stretch.to}`);
  if (axis && axis !== 'step') parameters.push(`axis=${axis}`);
  if (window) parameters.push(`window=${window.low}-${window.high}`);
  if (eye) parameters.push(`eye=${[eye.azimuth, eye.elevation, eye.zoom].map((value) => Number(value.toFixed(2))).join(',')}`);
  const path = run ? `#/runs/${encodeURIComponent(run)}` : `#/live/${encodeURIComponent(model ?? '')}`;
  return parameters.length ? `${path}?${parameters.join('&')}` : path;
}
