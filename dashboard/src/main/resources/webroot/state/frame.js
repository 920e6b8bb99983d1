/**
 * The binary frame, layout version 1: little-endian, every block of floats on a multiple of four.
 *
 *      0  u32 magic "CRVF"     4  u16 version         6  u16 flags
 *      8  f64 step            16  f64 time, ms since 1970
 *     24  u16 columns         26  u16 rows           28  u16 layers L    30  u16 examples n
 *     32  f32 uMinimum        36  f32 uMaximum       40  f32 vMinimum    44  f32 vMaximum
 *     48  f32 loss            52  f32 accuracy       56  f32 learning rate
 *     60  u16 inputs          62  u16 classes        64  f64 examples seen
 *     72  L × { u32 units; u32 weightCount }
 *         L × { f32 minimum[units]; f32 maximum[units]; f32 biases[units]; f32 weights[weightCount] }
 *         n × { f32 s; f32 t; u16 label; u16 predicted }                      oldest first
 *         L × { u8 heights[units × rows × columns] }                          row 0 is the lowest v
 *
 * @typedef {object} Surfaces of one layer
 * @property {number} units
 * @property {Float32Array} minimum height of quantum 0, of each neuron
 * @property {Float32Array} maximum height of quantum 255
 * @property {Float32Array} biases
 * @property {Float32Array} weights `[units, inputs]`, empty when there are too many to draw
 * @property {Uint8Array} heights `[units, rows, columns]`
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
 */

const MAGIC = 0x46565243;
const HEADER_BYTES = 72;
const EXAMPLE_BYTES = 12;
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** @param {ArrayBuffer} buffer @returns {Frame} @throws {Error} if it is not a frame of version 1 */
export function decodeFrame(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new Error(`A frame must start with its magic number: bytes=${buffer.byteLength}`);
  }
  const version = view.getUint16(4, true);
  if (version !== 1) throw new Error(`The frame's version must be 1: version=${version}`);
  const layerCount = view.getUint16(28, true);
  const size = view.getUint16(30, true);
  const frame = {
    ...header(view),
    layers: /** @type {Surfaces[]} */ ([]),
    examples: /** @type {any} */ (null),
  };
  let offset = HEADER_BYTES + 8 * layerCount;
  const floats = (count) => {
    const block = readFloats(view, offset, count);
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
    });
  }
  frame.examples = readExamples(view, offset, size);
  offset += EXAMPLE_BYTES * size;
  for (const layer of frame.layers) {
    const count = layer.units * frame.rows * frame.columns;
    layer.heights = new Uint8Array(buffer, offset, count);
    offset += count;
  }
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
