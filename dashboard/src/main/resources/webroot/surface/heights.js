/**
 * The heights of all pictures on the graphics card: a layer of one texture for each field, as large as the largest mesh. A field is sent
 * again only when it is another or its version has changed, and nothing is created anew while meshes of the same sizes come and go.
 */

import { versionOf } from './mesh.js';

/** Layers at first; as many again whenever they do not suffice. */
const LAYERS = 4;

export class Heights {
  #size = 0;
  #layers = 0;
  /** @type {Map<string, {layer: number, field: Float32Array|null, version: number, used: boolean}>} */
  #slots = new Map();
  /** @type {number[]} */
  #free = [];
  /** @type {Map<string, {array: WebGLVertexArrayObject|null, count: number}>} */
  #triangles = new Map();
  /** @type {WebGLTexture|null} */
  #texture = null;

  /** Takes the texture unit in hand for itself. @param {WebGL2RenderingContext} gl */
  constructor(gl) {
    this.gl = gl;
    this.unit = gl.getParameter(gl.ACTIVE_TEXTURE);
  }

  /** A picture begins: what is not used until `end` is forgotten. */
  begin() {
    for (const slot of this.#slots.values()) slot.used = false;
  }

  end() {
    for (const [key, { layer, used }] of this.#slots) {
      if (used) continue;
      this.#slots.delete(key);
      this.#free.push(layer);
    }
  }

  /** Makes space for fields of one picture. @param {number} fields @param {import('./mesh.js').Mesh} mesh the size of each */
  reserve(fields, { columns, rows }) {
    const size = Math.max(this.#size, columns, rows);
    const enough = this.#free.length >= fields;
    if (size === this.#size && enough) return;
    this.#size = size;
    this.#allocate(enough ? this.#layers : Math.max(LAYERS, 2 * this.#layers));
  }

  /** The layer that holds a field, which has been reserved. @param {string} key @param {number} columns @param {number} rows @param {Float32Array} field `[rows, columns]` */
  layerOf(key, columns, rows, field) {
    let slot = this.#slots.get(key);
    if (!slot) {
      slot = { layer: /** @type {number} */ (this.#free.pop()), field: null, version: 0, used: true };
      this.#slots.set(key, slot);
    }
    slot.used = true;
    const version = versionOf(field);
    if (slot.field === field && slot.version === version) return slot.layer;
    slot.field = field;
    slot.version = version;
    const { gl } = this;
    gl.activeTexture(this.unit);
    gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, slot.layer, columns, rows, 1, gl.RED, gl.FLOAT, field);
    return slot.layer;
  }

  /** The triangles of a mesh. @param {number} columns @param {number} rows */
  trianglesOf(columns, rows) {
    const key = `${columns}×${rows}`;
    let triangles = this.#triangles.get(key);
    if (!triangles) {
      const { gl } = this;
      const indices = trianglesBetween(columns, rows);
      const array = gl.createVertexArray();
      gl.bindVertexArray(array);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
      triangles = { array, count: indices.length };
      this.#triangles.set(key, triangles);
    }
    return triangles;
  }

  /** Every field is sent again. @param {number} layers */
  #allocate(layers) {
    const { gl } = this;
    for (let layer = layers - 1; layer >= this.#layers; layer--) this.#free.push(layer);
    this.#layers = layers;
    for (const slot of this.#slots.values()) slot.field = null;
    gl.activeTexture(this.unit);
    gl.deleteTexture(this.#texture);
    this.#texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, this.#texture);
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D_ARRAY, name, gl.NEAREST);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.R32F, this.#size, this.#size, layers);
  }
}

/** @param {number} columns @param {number} rows */
function trianglesBetween(columns, rows) {
  const indices = new Uint32Array((columns - 1) * (rows - 1) * 6);
  let k = 0;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = row * columns + column;
      indices.set([a, a + 1, a + columns, a + columns, a + 1, a + columns + 1], k);
      k += 6;
    }
  }
  return indices;
}
