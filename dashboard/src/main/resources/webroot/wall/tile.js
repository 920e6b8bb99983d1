/** Pictures of surfaces seen from above: one pixel for each point of the grid, drawn larger onto the wall. */

import { classPalette, palette } from '../material/colours.js';

/** One picture that is drawn again and again. */
export class SurfaceImage {
  /** @type {HTMLCanvasElement} */
  canvas = document.createElement('canvas');
  /** @type {ImageData|null} */
  #pixels = null;
  #columns = 0;
  #rows = 0;

  /** Heights of one neuron through the palette of its layer.
   * @param {Uint8Array} heights `[rows, columns]`, row 0 the lowest @param {number} columns @param {number} rows
   * @param {number} minimum @param {number} maximum @param {import('../surface/scale.js').Scale} scale */
  drawHeights(heights, columns, rows, minimum, maximum, scale) {
    const colours = new Uint32Array(palette(scale.signed).buffer);
    const quanta = quantumColours(colours, minimum, maximum, scale);
    this.#draw(columns, rows, (at) => quanta[heights[at]]);
  }

  /** A slope along u or v, as an input is. @param {number} columns @param {number} rows @param {boolean} alongU */
  drawSlope(columns, rows, alongU) {
    const colours = new Uint32Array(palette(true).buffer);
    this.#draw(columns, rows, (at) => {
      const share = alongU ? (at % columns) / (columns - 1) : Math.floor(at / columns) / (rows - 1);
      return colours[Math.round(share * 255)];
    });
  }

  /** Who wins where: the colour of the class with the highest surface, the fuller the clearer it wins.
   * @param {import('../state/frame.js').Surfaces} layer the class layer @param {number} columns @param {number} rows @param {number[]} looks of the classes */
  drawWinners(layer, columns, rows, looks) {
    const points = columns * rows;
    const { units, minimum, maximum, heights } = layer;
    const tables = Array.from({ length: units }, (_, i) => new Uint32Array(classPalette(looks[i]).buffer));
    const chance = 1 / units;
    this.#draw(columns, rows, (at) => {
      let best = 0;
      let top = -1;
      for (let i = 0; i < units; i++) {
        const height = minimum[i] + (heights[i * points + at] / 255) * (maximum[i] - minimum[i]);
        if (height > top) {
          top = height;
          best = i;
        }
      }
      const clear = Math.max(0, Math.min(1, (top - chance) / (1 - chance)));
      return tables[best][Math.round(40 + clear * 175)];
    });
  }

  /** @param {number} columns @param {number} rows @param {(at: number) => number} colourAt */
  #draw(columns, rows, colourAt) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    if (this.#columns !== columns || this.#rows !== rows || !this.#pixels) {
      this.canvas.width = this.#columns = columns;
      this.canvas.height = this.#rows = rows;
      this.#pixels = context.createImageData(columns, rows);
    }
    const target = new Uint32Array(this.#pixels.data.buffer);
    for (let row = 0; row < rows; row++) {
      const line = (rows - 1 - row) * columns;
      for (let column = 0; column < columns; column++) target[line + column] = colourAt(row * columns + column);
    }
    context.putImageData(this.#pixels, 0, 0);
  }
}

/** The colour of each of the 256 quanta of one neuron. @param {Uint32Array} colours @param {number} minimum @param {number} maximum @param {import('../surface/scale.js').Scale} scale */
function quantumColours(colours, minimum, maximum, { signed, high }) {
  const quanta = new Uint32Array(256);
  for (let q = 0; q < 256; q++) {
    const height = (minimum + (q / 255) * (maximum - minimum)) / high;
    const share = signed ? (height + 1) / 2 : height;
    quanta[q] = colours[Math.max(0, Math.min(255, Math.round(share * 255)))] ?? colours[0];
  }
  return quanta;
}
