/** The English texts of the export. */

import { count, duration } from '../material/format.js';

export const words = {
  title: 'Export',
  subject: (/** @type {string} */ neuron, /** @type {number} */ step) => `${neuron} at step ${count(step)}`,
  close: 'Close',

  picture: 'Picture',
  pictureTip: 'The landscape as it is seen now, with title, axes and legend.',
  size: 'Size',
  sizes: { 1: '1× · 800 × 640', 2: '2× · 1,600 × 1,280', 4: '4× · 3,200 × 2,560' },
  png: 'PNG',
  contours: 'Contours',
  contoursTip: 'Lines of equal height from above, and the examples, to be scaled and edited.',
  svg: 'SVG',

  film: 'Film',
  filmTip: 'This neuron’s landscape being carved, drawn frame by frame from the run.',
  from: 'from step',
  to: 'to step',
  pictures: 'pictures',
  record: 'Record WebM',
  stop: 'Stop',
  recording: (/** @type {number} */ done, /** @type {number} */ all) => `${count(done)} of ${count(all)} pictures`,
  lasts: (/** @type {number} */ ms) => `lasts ${duration(ms)}`,
  unsupported: 'This browser records no WebM.',
  drawnTip: 'Or drawn by the server, which takes a while:',
  shown: 'What the film shows',
  shows: { neuron: 'this neuron', network: 'the whole network' },
  drawing: (/** @type {string} */ format) => `The server draws the ${format.toUpperCase()}…`,
  elsewhere: 'For GIF or MP4 of the whole network, in a terminal:',
  renderLine: (/** @type {string} */ run, /** @type {number} */ from, /** @type {number} */ to) =>
    `./carve replay ${run} --from ${from} --to ${to} --render carving.gif`,
  copy: 'Copy',
  copied: 'Copied',

  data: 'Data',
  surfaceCsv: 'This surface as CSV',
  historyCsv: 'The run’s figures as CSV',
  parameters: 'Parameters of this step as JSON',
  runFile: 'The whole run as a file',
  failed: (/** @type {string} */ why) => `The export failed: ${why}`,

  stepLine: (/** @type {string} */ run, /** @type {number} */ step) => `${run} · step ${count(step)}`,
};
