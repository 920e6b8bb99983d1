/**
 * Fills the cells of a surface into the pixels of a canvas, the farthest first, so that nearer cells cover them (painter's algorithm).
 *
 * Every cell is two triangles over which height, tone and light are linear. A pixel belongs to a triangle when its centre does, so
 * neighbours neither overlap nor leave seams. Distances to lines are differences of height over its slope on the screen, which makes lines
 * as wide everywhere. How near the surface is, 1/w, is linear on the screen as well; where it is kept, planes and marks know what lies before
 * them.
 *
 * @typedef {object} Cover
 * @property {Float32Array} xs place of each point of the mesh, in pixels
 * @property {Float32Array} ys
 * @property {Float32Array} nears one over its depth
 * @property {Float32Array} heights shares of the scale
 * @property {Float32Array} tones what gives the hue: the heights, or another field
 * @property {Float32Array} light
 * @property {number} columns
 * @property {Int32Array} cells their first points, the farthest first
 *
 * @typedef {object} Paint
 * @property {Uint32Array} colours `[HUES, SHADES]`
 * @property {number} hueScale hue of a tone: tone × hueScale + hueOffset
 * @property {number} hueOffset
 * @property {number[]} ink colour of the iso-lines
 * @property {number} fine opacity of the lines at every tenth
 * @property {number} heavy opacity of the major line
 * @property {number} major its height
 * @property {number[]} accent colour of the contour
 * @property {number} contour its height, not a number without one
 * @property {number} width of lines, in pixels
 * @property {number} underside light on what faces away, as a share
 *
 * @typedef {object} Veil a translucent plane
 * @property {{x: number, y: number, near: number}[]} corners in order around it, in pixels
 * @property {number[]} colour
 * @property {number} fill opacity within
 * @property {number} rim opacity of its outline
 * @property {number} width of the outline, in pixels
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
const SHADE_SCALE = (SHADES - 1) / (BRIGHTEST - DARKEST);

export class Raster {
  canvas = document.createElement('canvas');
  #context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d', { willReadFrequently: true }));
  /** @type {ImageData|null} */
  #image = null;
  #pixels = new Uint32Array(0);
  /** How near each pixel's surface is, 0 where there is none. */
  #nears = new Float32Array(0);
  #keepsNears = false;
  #width = 0;
  #height = 0;
  /** The triangle in hand: height, tone, light and nearness at its first corner, and their slopes. */
  #flat = { x: 0, y: 0, h: 0, hx: 0, hy: 0, t: 0, tx: 0, ty: 0, l: 0, lx: 0, ly: 0, n: 0, nx: 0, ny: 0, slope: 0 };

  /** Empties the picture. @param {number} width @param {number} height @param {boolean} keepsNears whether veils and marks follow */
  begin(width, height, keepsNears) {
    if (!this.#image || this.#width !== width || this.#height !== height) {
      this.#width = this.canvas.width = width;
      this.#height = this.canvas.height = height;
      this.#image = this.#context.createImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    } else this.#pixels.fill(0);
    this.#keepsNears = keepsNears;
    if (!keepsNears) return;
    if (this.#nears.length !== width * height) this.#nears = new Float32Array(width * height);
    else this.#nears.fill(0);
  }

  /** @param {Cover} cover @param {Paint} paint */
  fill(cover, paint) {
    const { columns, cells } = cover;
    for (let i = 0; i < cells.length; i++) {
      const a = cells[i];
      this.#triangle(cover, paint, a, a + 1, a + columns);
      this.#triangle(cover, paint, a + columns, a + 1, a + columns + 1);
    }
  }

  end() {
    if (this.#image) this.#context.putImageData(this.#image, 0, 0);
  }

  /** Whether a point of the picture lies before the surface there. @param {number} x in pixels @param {number} y @param {number} near */
  isSeen(x, y, near) {
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column >= this.#width || row >= this.#height) return true;
    return near >= this.#nears[row * this.#width + column];
  }

  /** Lays a translucent plane over all that is behind it. @param {Veil} veil */
  veil({ corners, colour, fill, rim, width }) {
    const near = linearOver(corners);
    const edges = corners.map((corner, i) => edgeOf(corner, corners[(i + 1) % corners.length]));
    const ys = corners.map(({ y }) => y);
    const first = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
    const last = Math.min(this.#height - 1, Math.ceil(Math.max(...ys) - 0.5) - 1);
    for (let row = first; row <= last; row++) {
      const y = row + 0.5;
      const [left, right] = spanOf(corners, y);
      const from = Math.max(0, Math.ceil(left - 0.5));
      const to = Math.min(this.#width - 1, Math.ceil(right - 0.5) - 1);
      for (let column = from; column <= to; column++) {
        const at = row * this.#width + column;
        const x = column + 0.5;
        if (near.x * x + near.y * y + near.c < this.#nears[at]) continue;
        let inside = Infinity;
        for (const edge of edges) inside = Math.min(inside, Math.abs(edge.x * x + edge.y * y + edge.c));
        this.#pixels[at] = over(this.#pixels[at], colour, Math.max(fill, rim * covered(inside, width)));
      }
    }
  }

  /** @param {Cover} cover @param {Paint} paint @param {number} a @param {number} b @param {number} c */
  #triangle({ xs, ys, nears, heights, tones, light }, paint, a, b, c) {
    const ax = xs[a];
    const ay = ys[a];
    const ux = xs[b] - ax;
    const uy = ys[b] - ay;
    const vx = xs[c] - ax;
    const vy = ys[c] - ay;
    const area = ux * vy - vx * uy;
    if (Math.abs(area) < 1e-6) return;
    const flat = this.#flat;
    const h = heights[a];
    const uh = heights[b] - h;
    const vh = heights[c] - h;
    const t = tones[a];
    const ut = tones[b] - t;
    const vt = tones[c] - t;
    const dim = area < 0 ? 1 : paint.underside;
    const l = dim * light[a];
    const ul = dim * light[b] - l;
    const vl = dim * light[c] - l;
    flat.x = ax;
    flat.y = ay;
    flat.h = h;
    flat.hx = (uh * vy - vh * uy) / area;
    flat.hy = (vh * ux - uh * vx) / area;
    flat.t = t;
    flat.tx = (ut * vy - vt * uy) / area;
    flat.ty = (vt * ux - ut * vx) / area;
    flat.l = l;
    flat.lx = (ul * vy - vl * uy) / area;
    flat.ly = (vl * ux - ul * vx) / area;
    if (this.#keepsNears) {
      const n = nears[a];
      const un = nears[b] - n;
      const vn = nears[c] - n;
      flat.n = n;
      flat.nx = (un * vy - vn * uy) / area;
      flat.ny = (vn * ux - un * vx) / area;
    }
    const slope = Math.sqrt(flat.hx * flat.hx + flat.hy * flat.hy);
    const reach = slope * (paint.width + 1);
    const low = h + Math.min(0, uh, vh) - reach;
    const high = h + Math.max(0, uh, vh) + reach;
    const crosses =
      slope > 1e-6 &&
      (Math.floor(high * LINES) > Math.floor(low * LINES) ||
        (low < paint.major && high > paint.major) ||
        (low < paint.contour && high > paint.contour));
    flat.slope = crosses ? slope : 0;
    this.#scan(paint, ax, ay, xs[b], ys[b], xs[c], ys[c]);
  }

  /** Fills the pixels of a triangle, row by row. @param {Paint} paint
   * @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {number} cx @param {number} cy */
  #scan(paint, ax, ay, bx, by, cx, cy) {
    const width = this.#width;
    const first = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const last = Math.min(this.#height - 1, Math.ceil(Math.max(ay, by, cy) - 0.5) - 1);
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
      this.#row(paint, row * width + from, row * width + to, from + 0.5, y);
      if (this.#keepsNears) this.#keep(row * width + from, row * width + to, from + 0.5, y);
    }
  }

  /** @param {Paint} paint @param {number} from @param {number} to @param {number} x of the first pixel's centre @param {number} y */
  #row(paint, from, to, x, y) {
    const { colours, hueScale, hueOffset } = paint;
    const flat = this.#flat;
    const pixels = this.#pixels;
    const { slope, hx, tx, lx } = flat;
    const dx = x - flat.x;
    const dy = y - flat.y;
    let height = flat.h + hx * dx + flat.hy * dy;
    let tone = flat.t + tx * dx + flat.ty * dy;
    let lit = flat.l + lx * dx + flat.ly * dy;
    for (let at = from; at <= to; at++, height += hx, tone += tx, lit += lx) {
      let hue = (tone * hueScale + hueOffset + 0.5) | 0;
      hue = hue < 0 ? 0 : hue > 255 ? 255 : hue;
      let shade = ((lit - DARKEST) * SHADE_SCALE + 0.5) | 0;
      shade = shade < 0 ? 0 : shade > 63 ? 63 : shade;
      const colour = colours[(hue << 6) | shade];
      pixels[at] = slope === 0 ? colour : inked(paint, colour, height, slope);
    }
  }

  /** @param {number} from @param {number} to @param {number} x @param {number} y */
  #keep(from, to, x, y) {
    const flat = this.#flat;
    let near = flat.n + flat.nx * (x - flat.x) + flat.ny * (y - flat.y);
    for (let at = from; at <= to; at++, near += flat.nx) this.#nears[at] = near;
  }
}

/** A pixel with the ink of the lines that pass it. @param {Paint} paint @param {number} colour @param {number} height @param {number} slope heights per pixel */
function inked({ ink, fine, heavy, major, accent, contour, width }, colour, height, slope) {
  const tenth = height * LINES;
  const nearest = Math.round(tenth);
  const crowding = Math.min(1, Math.max(0, 2 - slope * LINES * width * CROWDED));
  const cover =
    Math.abs(nearest) > LAST_LINE
      ? 0
      : covered(Math.abs(tenth - nearest) / (slope * LINES), width / 2) * fine * crowding;
  const share = Math.max(cover, covered(Math.abs(height - major) / slope, width) * heavy);
  if (share > 0) colour = mixed(colour, ink, share);
  const cut = covered(Math.abs(height - contour) / slope, width * 1.1);
  return cut > 0 ? mixed(colour, accent, cut) : colour;
}

/** An opaque pixel under a share of a colour. @param {number} pixel @param {number[]} colour @param {number} share */
function mixed(pixel, colour, share) {
  const r = pixel & 255;
  const g = (pixel >> 8) & 255;
  const b = (pixel >> 16) & 255;
  return (
    (0xff000000 |
      ((b + (colour[2] - b) * share) << 16) |
      ((g + (colour[1] - g) * share) << 8) |
      (r + (colour[0] - r) * share)) >>>
    0
  );
}

/** A pixel of any opacity under a share of a colour. @param {number} pixel @param {number[]} colour @param {number} share */
function over(pixel, colour, share) {
  const below = ((pixel >>> 24) / 255) * (1 - share);
  const alpha = share + below;
  const part = share / alpha;
  const opaque = mixed(pixel, colour, part) & 0xffffff;
  return (opaque | (Math.round(alpha * 255) << 24)) >>> 0;
}

/** How much of a pixel a line covers. Not a number without a line is no cover. @param {number} distance @param {number} half width of the line */
const covered = (distance, half) => (distance < half + 0.5 ? Math.min(1, half + 0.5 - distance) : 0);

/** Nearness over a plane as a function of the pixel. @param {Veil['corners']} corners */
function linearOver([a, b, , d]) {
  const [ux, uy, un] = [b.x - a.x, b.y - a.y, b.near - a.near];
  const [vx, vy, vn] = [d.x - a.x, d.y - a.y, d.near - a.near];
  const area = ux * vy - vx * uy || 1e-9;
  const x = (un * vy - vn * uy) / area;
  const y = (vn * ux - un * vx) / area;
  return { x, y, c: a.near - x * a.x - y * a.y };
}

/** Distance to a line as a function of the pixel. @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
function edgeOf(a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [x, y] = [(a.y - b.y) / length, (b.x - a.x) / length];
  return { x, y, c: -x * a.x - y * a.y };
}

/** Where a row crosses a convex outline. @param {{x: number, y: number}[]} corners @param {number} y */
function spanOf(corners, y) {
  let left = Infinity;
  let right = -Infinity;
  for (let i = 0; i < corners.length; i++) {
    const [a, b] = [corners[i], corners[(i + 1) % corners.length]];
    if (a.y <= y === b.y <= y) continue;
    const x = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return [left, right];
}

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
