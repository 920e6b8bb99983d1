/**
 * The binary frame, layout version 2: little-endian, every block of floats on a multiple of four.
 *
 *      0  u32 magic "CRVF"     4  u16 version         6  u16 flags: 1 = figures follow the heights
 *      8  f64 step            16  f64 time, ms since 1970
 *     24  u16 columns         26  u16 rows           28  u16 layers L    30  u16 examples n
 *     32  f32 uMinimum        36  f32 uMaximum       40  f32 vMinimum    44  f32 vMaximum
 *     48  f32 loss            52  f32 accuracy       56  f32 learning rate
 *     60  u16 inputs          62  u16 classes        64  f64 examples seen
 *     72  L × { u32 units; u32 weightCount }
 *         L × { f32 minimum[units]; f32 maximum[units]; f32 biases[units]; f32 weights[weightCount] }
 *         n × { f32 s; f32 t; u16 label; u16 predicted }                      oldest first
 *         L × { u8 heights[units × rows × columns] }                          row 0 is the lowest v
 *         0 to 3 × u8 0                                                       up to a multiple of four
 *         figures, if flagged:
 *         L × { f32 means[units]; f32 roughness[units]; f32 plateauShares[units]; u32 peaks[units]; u32 valleys[units] }
 *         f32 ownHeights[classes]; f32 otherHeights[classes]; u32 wrong[classes]; f32 margins[n]
 *         the plane:
 *         u16 lengths[4]; u8 asked[]; u8 name[]; u8 uName[]; u8 vName[]       UTF-8
 *
 * @typedef {object} Surfaces of one layer
 * @property {number} units
 * @property {Float32Array} minimum height of quantum 0, of each neuron
 * @property {Float32Array} maximum height of quantum 255
 * @property {Float32Array} biases
 * @property {Float32Array} weights `[units, inputs]`, empty when there are too many to draw
 * @property {Uint8Array} heights `[units, rows, columns]`
 * @property {LayerFigures|null} figures of each neuron's surface
 *
 * @typedef {object} LayerFigures
 * @property {Float32Array} means
 * @property {Float32Array} roughness height per unit of the plane
 * @property {Float32Array} plateauShares shares of the area that are level
 * @property {Uint32Array} peaks
 * @property {Uint32Array} valleys
 *
 * @typedef {object} ClassFigures of the recent examples
 * @property {Float32Array} ownHeights mean height of each class's surface over its own examples
 * @property {Float32Array} otherHeights over the others
 * @property {Uint32Array} wrong examples of the class that stand on another's hill
 * @property {Float32Array} margins of each example: probability of its own class less the highest other
 *
 * @typedef {object} Examples
 * @property {number} size
 * @property {Float32Array} s
 * @property {Float32Array} t
 * @property {Uint16Array} label
 * @property {Uint16Array} predicted
 *
 * @typedef {object} Frame
 * @property {number} step
 * @property {number} time
 * @property {number} columns
 * @property {number} rows
 * @property {{uMinimum: number, uMaximum: number, vMinimum: number, vMaximum: number}} extent
 * @property {number} loss not a number before the first example
 * @property {number} accuracy likewise
 * @property {number} learningRate
 * @property {number} inputs
 * @property {number} classes
 * @property {number} examplesSeen
 * @property {Surfaces[]} layers
 * @property {Examples} examples
 * @property {ClassFigures|null} classFigures
 * @property {{asked: string, name: string, uName: string, vName: string}} plane `asked`: as the viewer chose it, empty for the model's own
 */

const MAGIC = 0x46565243;
const HEADER_BYTES = 72;
const EXAMPLE_BYTES = 12;
const FIGURES_FOLLOW = 1;
const utf8 = new TextDecoder();
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** @param {ArrayBuffer} buffer @returns {Frame} @throws {Error} if it is not a frame of version 2 */
export function decodeFrame(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error(`A frame must start with its magic number: bytes=${buffer.byteLength}`);
  }
  const version = view.getUint16(4, true);
  if (version !== 2) throw new Error(`The frame's version must be 2: version=${version}`);
  const layerCount = view.getUint16(28, true);
  const size = view.getUint16(30, true);
  const frame = {
    ...header(view),
    layers: /** @type {Surfaces[]} */ ([]),
    examples: /** @type {any} */ (null),
    classFigures: /** @type {ClassFigures|null} */ (null),
    plane: { asked: '', name: '', uName: '', vName: '' },
  };
  let offset = HEADER_BYTES + 8 * layerCount;
  const floats = (/** @type {number} */ count) => {
    const block = readFloats(view, offset, count);
    offset += 4 * count;
    return block;
  };
  const counts = (/** @type {number} */ count) => {
    const block = readCounts(view, offset, count);
    offset += 4 * count;
    return block;
  };
  for (let l = 0; l < layerCount; l++) {
    const units = view.getUint32(HEADER_BYTES + 8 * l, true);
    const weightCount = view.getUint32(HEADER_BYTES + 8 * l + 4, true);
    frame.layers.push({
      units,
      minimum: floats(units),
      maximum: floats(units),
      biases: floats(units),
      weights: floats(weightCount),
      heights: new Uint8Array(0),
      figures: null,
    });
  }
  frame.examples = readExamples(view, offset, size);
  offset += EXAMPLE_BYTES * size;
  for (const layer of frame.layers) {
    const count = layer.units * frame.rows * frame.columns;
    layer.heights = new Uint8Array(buffer, offset, count);
    offset += count;
  }
  offset = 4 * Math.ceil(offset / 4);
  if (view.getUint16(6, true) & FIGURES_FOLLOW) {
    for (const layer of frame.layers) {
      const { units } = layer;
      layer.figures = {
        means: floats(units),
        roughness: floats(units),
        plateauShares: floats(units),
        peaks: counts(units),
        valleys: counts(units),
      };
    }
    const { classes } = frame;
    frame.classFigures = {
      ownHeights: floats(classes),
      otherHeights: floats(classes),
      wrong: counts(classes),
      margins: floats(size),
    };
  }
  frame.plane = readPlane(view, offset);
  return frame;
}

/** The step of an encoded frame, without decoding the rest. @param {ArrayBuffer} buffer */
export function stepOf(buffer) {
  const view = new DataView(buffer);
  return { step: view.getFloat64(8, true), time: view.getFloat64(16, true) };
}

/** @param {DataView} view */
function header(view) {
  const float = (/** @type {number} */ offset) => view.getFloat32(offset, true);
  const examplesSeen = view.getFloat64(64, true);
  return {
    step: view.getFloat64(8, true),
    time: view.getFloat64(16, true),
    columns: view.getUint16(24, true),
    rows: view.getUint16(26, true),
    extent: { uMinimum: float(32), uMaximum: float(36), vMinimum: float(40), vMaximum: float(44) },
    loss: examplesSeen > 0 ? float(48) : NaN,
    accuracy: examplesSeen > 0 ? float(52) : NaN,
    learningRate: float(56),
    inputs: view.getUint16(60, true),
    classes: view.getUint16(62, true),
    examplesSeen,
  };
}

/** @param {DataView} view @param {number} offset a multiple of four @param {number} count */
export function readFloats(view, offset, count) {
  if (LITTLE_ENDIAN_HOST) return new Float32Array(view.buffer, offset, count);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(offset + 4 * i, true));
}

/** @param {DataView} view @param {number} offset @param {number} count */
function readCounts(view, offset, count) {
  if (LITTLE_ENDIAN_HOST) return new Uint32Array(view.buffer, offset, count);
  return Uint32Array.from({ length: count }, (_, i) => view.getUint32(offset + 4 * i, true));
}

/** @param {DataView} view @param {number} offset */
function readPlane(view, offset) {
  let at = offset + 8;
  const [asked, name, uName, vName] = [0, 1, 2, 3].map((i) => {
    const bytes = new Uint8Array(view.buffer, at, view.getUint16(offset + 2 * i, true));
    at += bytes.length;
    return utf8.decode(bytes);
  });
  return { asked, name, uName, vName };
}

/** @param {DataView} view @param {number} offset @param {number} size @returns {Examples} */
function readExamples(view, offset, size) {
  const examples = {
    size,
    s: new Float32Array(size),
    t: new Float32Array(size),
    label: new Uint16Array(size),
    predicted: new Uint16Array(size),
  };
  for (let i = 0; i < size; i++, offset += EXAMPLE_BYTES) {
    examples.s[i] = view.getFloat32(offset, true);
    examples.t[i] = view.getFloat32(offset + 4, true);
    examples.label[i] = view.getUint16(offset + 8, true);
    examples.predicted[i] = view.getUint16(offset + 10, true);
  }
  return examples;
}
