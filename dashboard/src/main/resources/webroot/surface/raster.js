/**
 * Fills the cells of a surface into the pixels of a canvas, the farthest first, so that nearer cells cover them (painter's algorithm).
 *
 * Every cell is two triangles over which height and light are linear. A pixel belongs to a triangle when its centre does, so neighbours
 * neither overlap nor leave seams. Distances to iso-lines are differences of height over its slope on the screen, which makes lines as
 * wide everywhere.
 *
 * @typedef {object} Cover
 * @property {Float32Array} xs place of each point of the mesh, in pixels
 * @property {Float32Array} ys
 * @property {Float32Array} heights shares of the scale
 * @property {Float32Array} light
 * @property {number} columns
 * @property {Iterable<number>} cells their first points, the farthest first
 *
 * @typedef {object} Paint
 * @property {Uint32Array} colours `[HUES, SHADES]`
 * @property {number} hueScale hue of a height: height × hueScale + hueOffset
 * @property {number} hueOffset
 * @property {number[]} ink colour of the iso-lines
 * @property {number} fine opacity of the lines at every tenth
 * @property {number} heavy opacity of the major line
 * @property {number} major its height
 * @property {number} width of lines, in pixels
 * @property {number} underside light on what faces away, as a share
 */

export const HUES = 256;
export const SHADES = 64;
export const DARKEST = 0.3;
export const BRIGHTEST = 1.2;
const LINES = 10;
/** Lines closer than this, in line widths, fade away. */
const CROWDED = 3;
/** Heights of saturated plateaus touch the ends of the scale: no line is drawn there. */
const LAST_LINE = LINES - 1;

export class Raster {
  canvas = document.createElement('canvas');
  #context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
  /** @type {ImageData|null} */
  #image = null;
  #pixels = new Uint32Array(0);

  /** Empties the picture. @param {number} width @param {number} height */
  begin(width, height) {
    if (!this.#image || this.#image.width !== width || this.#image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.#image = this.#context.createImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    } else this.#pixels.fill(0);
  }

  /** @param {Cover} cover @param {Paint} paint */
  fill(cover, paint) {
    const { columns } = cover;
    for (const a of cover.cells) {
      this.#triangle(cover, paint, a, a + 1, a + columns);
      this.#triangle(cover, paint, a + columns, a + 1, a + columns + 1);
    }
  }

  end() {
    if (this.#image) this.#context.putImageData(this.#image, 0, 0);
  }

  /** @param {Cover} cover @param {Paint} paint @param {number} a @param {number} b @param {number} c */
  #triangle({ xs, ys, heights, light }, paint, a, b, c) {
    const [ax, ay, ah, al] = [xs[a], ys[a], heights[a], light[a]];
    const [ux, uy, vx, vy] = [xs[b] - ax, ys[b] - ay, xs[c] - ax, ys[c] - ay];
    const area = ux * vy - vx * uy;
    if (Math.abs(area) < 1e-6) return;
    const [uh, vh, ul, vl] = [heights[b] - ah, heights[c] - ah, light[b] - al, light[c] - al];
    const dim = area < 0 ? 1 : paint.underside;
    const plane = {
      x: ax,
      y: ay,
      h: ah,
      hx: (uh * vy - vh * uy) / area,
      hy: (vh * ux - uh * vx) / area,
      l: al * dim,
      lx: (dim * (ul * vy - vl * uy)) / area,
      ly: (dim * (vl * ux - ul * vx)) / area,
    };
    const slope = Math.hypot(plane.hx, plane.hy);
    const reach = slope * (paint.width + 1);
    const low = ah + Math.min(0, uh, vh) - reach;
    const high = ah + Math.max(0, uh, vh) + reach;
    const crosses =
      slope > 1e-6 && (Math.floor(high * LINES) > Math.floor(low * LINES) || (low < paint.major && high > paint.major));
    this.#scan(paint, plane, crosses ? slope : 0, [ax, ay, xs[b], ys[b], xs[c], ys[c]]);
  }

  /** Fills the pixels of a triangle, row by row. @param {Paint} paint @param {Record<'x'|'y'|'h'|'hx'|'hy'|'l'|'lx'|'ly', number>} plane
   * @param {number} slope 0 where no line passes @param {number[]} corners x and y of each */
  #scan(paint, plane, slope, [ax, ay, bx, by, cx, cy]) {
    const { width, height } = this.canvas;
    const first = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const last = Math.min(height - 1, Math.ceil(Math.max(ay, by, cy) - 0.5) - 1);
    for (let row = first; row <= last; row++) {
      const y = row + 0.5;
      let left = Infinity;
      let right = -Infinity;
      if (ay <= y !== by <= y) {
        const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
        left = right = x;
      }
      if (by <= y !== cy <= y) {
        const x = bx + ((y - by) / (cy - by)) * (cx - bx);
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      if (cy <= y !== ay <= y) {
        const x = cx + ((y - cy) / (ay - cy)) * (ax - cx);
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      const from = Math.max(0, Math.ceil(left - 0.5));
      const to = Math.min(width - 1, Math.ceil(right - 0.5) - 1);
      if (from > to) continue;
      const dx = from + 0.5 - plane.x;
      const dy = y - plane.y;
      this.#row(
        paint,
        row * width + from,
        row * width + to,
        plane.h + plane.hx * dx + plane.hy * dy,
        plane.hx,
        plane.l + plane.lx * dx + plane.ly * dy,
        plane.lx,
        slope,
      );
    }
  }

  /** @param {Paint} paint @param {number} from @param {number} to @param {number} height @param {number} heightStep @param {number} lit @param {number} litStep @param {number} slope */
  #row(paint, from, to, height, heightStep, lit, litStep, slope) {
    const { colours, hueScale, hueOffset } = paint;
    const pixels = this.#pixels;
    const shadeScale = (SHADES - 1) / (BRIGHTEST - DARKEST);
    for (let at = from; at <= to; at++, height += heightStep, lit += litStep) {
      let hue = (height * hueScale + hueOffset + 0.5) | 0;
      hue = hue < 0 ? 0 : hue > 255 ? 255 : hue;
      let shade = ((lit - DARKEST) * shadeScale + 0.5) | 0;
      shade = shade < 0 ? 0 : shade > 63 ? 63 : shade;
      const colour = colours[(hue << 6) | shade];
      pixels[at] = slope === 0 ? colour : inked(paint, colour, height, slope);
    }
  }
}

/** A pixel with the ink of the iso-lines that pass it. @param {Paint} paint @param {number} colour @param {number} height @param {number} slope heights per pixel */
function inked({ ink, fine, heavy, major, width }, colour, height, slope) {
  const tenth = height * LINES;
  const nearest = Math.round(tenth);
  const crowding = Math.min(1, Math.max(0, 2 - slope * LINES * width * CROWDED));
  const cover =
    Math.abs(nearest) > LAST_LINE
      ? 0
      : covered(Math.abs(tenth - nearest) / (slope * LINES), width / 2) * fine * crowding;
  const share = Math.max(cover, covered(Math.abs(height - major) / slope, width) * heavy);
  if (share <= 0) return colour;
  const r = colour & 255;
  const g = (colour >> 8) & 255;
  const b = (colour >> 16) & 255;
  return (
    (0xff000000 |
      ((b + (ink[2] - b) * share) << 16) |
      ((g + (ink[1] - g) * share) << 8) |
      (r + (ink[0] - r) * share)) >>>
    0
  );
}

/** How much of a pixel a line covers. @param {number} distance @param {number} half width of the line */
const covered = (distance, half) => Math.min(1, Math.max(0, half + 0.5 - distance));

/** The colour of every hue in every shade, for `Paint`. @param {Uint8Array} palette of 256 @param {(channel: number, lit: number, i: number) => number} mix */
export function shaded(palette, mix) {
  const colours = new Uint32Array(HUES * SHADES);
  const bytes = new Uint8ClampedArray(colours.buffer);
  for (let hue = 0; hue < HUES; hue++) {
    for (let shade = 0; shade < SHADES; shade++) {
      const lit = DARKEST + (shade / (SHADES - 1)) * (BRIGHTEST - DARKEST);
      const at = 4 * (hue * SHADES + shade);
      for (let i = 0; i < 3; i++) bytes[at + i] = mix(palette[4 * hue + i], lit, i);
      bytes[at + 3] = 255;
    }
  }
  return colours;
}
