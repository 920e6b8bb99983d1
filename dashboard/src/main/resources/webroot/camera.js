/**
 * Looks at the landscape from a point on a sphere around it. The landscape fills x and y from −1 to 1; z is up. The rotation is by
 * azimuth (around the height axis) and elevation (above the floor).
 */

const FIELD_OF_VIEW = (26 * Math.PI) / 180;
const CENTRE_Z = -0.52;
const LOWEST = 0.06;
const HIGHEST = Math.PI / 2 - 0.01;
const NEAREST = 0.45;
const FARTHEST = 2.2;
/** Space for numbers beside the landscape, in pixels. */
const LABELS = 76;
const HOME = { azimuth: -0.62, elevation: 0.5, zoom: 1 };

export class Camera {
  azimuth = HOME.azimuth;
  elevation = HOME.elevation;
  zoom = HOME.zoom;
  width = 1;
  height = 1;
  /** Clip-space matrix, column-major. */
  matrix = new Float32Array(16);

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.#update();
  }

  /** @param {number} azimuth @param {number} elevation */
  turn(azimuth, elevation) {
    this.azimuth += azimuth;
    this.elevation = Math.max(LOWEST, Math.min(HIGHEST, this.elevation + elevation));
    this.#update();
  }

  /** @param {number} factor above one: nearer */
  approach(factor) {
    this.zoom = Math.max(NEAREST, Math.min(FARTHEST, this.zoom / factor));
    this.#update();
  }

  reset() {
    Object.assign(this, HOME);
    this.#update();
  }

  /** Where a point is seen: `[x, y]` in pixels and its depth along the view. @param {number} x @param {number} y @param {number} z */
  project(x, y, z) {
    const m = this.matrix;
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    const px = (m[0] * x + m[4] * y + m[8] * z + m[12]) / w;
    const py = (m[1] * x + m[5] * y + m[9] * z + m[13]) / w;
    return [((px + 1) / 2) * this.width, ((1 - py) / 2) * this.height, w];
  }

  #update() {
    const { azimuth, elevation } = this;
    const forward = [
      -Math.cos(elevation) * Math.sin(azimuth),
      Math.cos(elevation) * Math.cos(azimuth),
      -Math.sin(elevation),
    ];
    const right = [Math.cos(azimuth), Math.sin(azimuth), 0];
    const up = [Math.sin(elevation) * -Math.sin(azimuth), Math.sin(elevation) * Math.cos(azimuth), Math.cos(elevation)];
    const aspect = this.width / this.height;
    const f = 1 / Math.tan(FIELD_OF_VIEW / 2);
    const distance = 6.9 * this.zoom * Math.max(1, 0.98 / (1 - LABELS / Math.max(2 * LABELS, this.width)) / aspect);
    const [near, far] = [0.1, distance + 6];
    const eye = [-forward[0] * distance, -forward[1] * distance, CENTRE_Z - forward[2] * distance];
    const dot = (/** @type {number[]} */ a) => -(a[0] * eye[0] + a[1] * eye[1] + a[2] * eye[2]);
    const [tx, ty, tz] = [dot(right), dot(up), -dot(forward)];
    const a = (far + near) / (near - far);
    const b = (2 * far * near) / (near - far);
    const sx = f / aspect;
    // The view looks along −z: its third row is −forward.
    this.matrix.set([
      sx * right[0],
      f * up[0],
      -a * forward[0],
      forward[0],
      sx * right[1],
      f * up[1],
      -a * forward[1],
      forward[1],
      sx * right[2],
      f * up[2],
      -a * forward[2],
      forward[2],
      sx * tx,
      f * ty,
      a * tz + b,
      -tz,
    ]);
  }
}
