/**
 * What the address says: `#/live/MODEL?neuron=L.I` or `#/runs/RUN?step=K&neuron=L.I`.
 *
 * @typedef {{model: string|null, run: string|null, step: number|null, neuron: import('./store.js').Neuron|null}} Route
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
    step: step && /^\d+$/.test(step) ? Number(step) : null,
    neuron: neuron ? { layer: Number(neuron[1]), neuron: Number(neuron[2]) } : null,
  };
}

/** @param {Partial<Route>} route */
export function formatRoute({ model, run, step, neuron }) {
  const parameters = [];
  if (run && step !== null && step !== undefined) parameters.push(`step=${step}`);
  if (neuron) parameters.push(`neuron=${neuron.layer}.${neuron.neuron}`);
  const path = run ? `#/runs/${encodeURIComponent(run)}` : `#/live/${encodeURIComponent(model ?? '')}`;
  return parameters.length ? `${path}?${parameters.join('&')}` : path;
}
