/**
 * What the address says: `#/live/MODEL?neuron=L.I&view=V`, `#/runs/RUN?step=K&neuron=L.I&view=V&eye=AZIMUTH,ELEVATION,ZOOM`, or `#/new` for the making of a model.
 * With `play=true` the run plays as it is opened, as `from`, `to`, `speed`, `stepsPerSecond`, `backwards` and `loop` say.
 *
 * @typedef {{azimuth: number, elevation: number, zoom: number}} EyePlace radians, radians, and a factor
 * @typedef {{model: string|null, run: string|null, creating: boolean, step: number|null, neuron: import('./store.js').Neuron|null, view: string|null, eye: EyePlace|null, course: import('./connection.js').Course|null}} Route
 */

/** @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [, kind, name = ''] = path.split('/');
  const parameters = new URLSearchParams(query);
  const step = parameters.get('step');
  const neuron = /^(\d+)\.(\d+)$/.exec(parameters.get('neuron') ?? '');
  return {
    model: kind === 'live' && name ? decodeURIComponent(name) : null,
    run: kind === 'runs' && name ? decodeURIComponent(name) : null,
    creating: kind === 'new',
    step: step && /^\d+$/.test(step) ? Number(step) : null,
    course: parameters.get('play') === 'true' ? parseCourse(parameters) : null,
    view: parameters.get('view'),
    eye: parseEye(parameters.get('eye')),
    neuron: neuron ? { layer: Number(neuron[1]), neuron: Number(neuron[2]) } : null,
  };
}

/** @param {string|null} text @returns {EyePlace|null} */
function parseEye(text) {
  const [azimuth, elevation, zoom] = (text ?? '').split(',').map(Number);
  return zoom > 0 && Number.isFinite(azimuth + elevation + zoom) ? { azimuth, elevation, zoom } : null;
}

/** @param {URLSearchParams} parameters @returns {import('./connection.js').Course} */
function parseCourse(parameters) {
  const number = (/** @type {string} */ name) => {
    const text = parameters.get(name) ?? '';
    return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
  };
  return {
    from: number('from'),
    to: number('to'),
    step: number('step'),
    speed: number('speed'),
    stepsPerSecond: number('stepsPerSecond') || undefined,
    backwards: parameters.get('backwards') === 'true',
    loop: parameters.get('loop') === 'true',
  };
}

/** @param {Partial<Route>} route */
export function formatRoute({ model, run, step, neuron, view, eye }) {
  const parameters = [];
  if (run && step !== null && step !== undefined) parameters.push(`step=${step}`);
  if (neuron) parameters.push(`neuron=${neuron.layer}.${neuron.neuron}`);
  if (view && view !== 'landscape') parameters.push(`view=${encodeURIComponent(view)}`);
  if (eye) parameters.push(`eye=${[eye.azimuth, eye.elevation, eye.zoom].map((value) => Number(value.toFixed(3))).join(',')}`);
  const path = run ? `#/runs/${encodeURIComponent(run)}` : `#/live/${encodeURIComponent(model ?? '')}`;
  return parameters.length ? `${path}?${parameters.join('&')}` : path;
}
