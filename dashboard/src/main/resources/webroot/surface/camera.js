/** Projects a landscape into a rectangle as the eye sees it. The landscape fills x and y from −1 to 1; z is up. */

import { eye } from './eye.js';

const FIELD_OF_VIEW = (26 * Math.PI) / 180;
const CENTRE_Z = -0.52;
const DISTANCE = 6.9;
/** Without a floor a landscape is seen from nearer, and always as a whole. */
const FLOATING_DISTANCE = 6.5;
/** Space for numbers beside the landscape, in pixels. */
const LABELS = 76;

export class Camera {
  width = 1;
  height = 1;
  azimuth = 0;
  /** Height of the eye. */
  z = 0;
  /** Clip-space matrix, column-major. */
  matrix = new Float32Array(16);

  /** Looks through the eye as it stands now. @param {number} width pixels @param {number} height
   * @param {{labelled?: boolean, floating?: boolean}} [what] whether there must be space for numbers beside it; whether there is no floor */
  aim(width, height, { labelled = false, floating = false } = {}) {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.azimuth = eye.azimuth;
    const { azimuth, elevation } = eye;
    const forward = [
      -Math.cos(elevation) * Math.sin(azimuth),
      Math.cos(elevation) * Math.cos(azimuth),
      -Math.sin(elevation),
    ];
    const right = [Math.cos(azimuth), Math.sin(azimuth), 0];
    const up = [Math.sin(elevation) * -Math.sin(azimuth), Math.sin(elevation) * Math.cos(azimuth), Math.cos(elevation)];
    const aspect = this.width / this.height;
    const f = 1 / Math.tan(FIELD_OF_VIEW / 2);
    const labels = labelled ? LABELS : 0;
    const distance =
      (floating ? FLOATING_DISTANCE : DISTANCE * eye.zoom) *
      Math.max(1, 0.98 / (1 - labels / Math.max(2 * LABELS, this.width)) / aspect);
    const [near, far] = [0.1, distance + 6];
    const centreZ = floating ? 0 : CENTRE_Z;
    const eyeAt = [-forward[0] * distance, -forward[1] * distance, centreZ - forward[2] * distance];
    this.z = eyeAt[2];
    const dot = (/** @type {number[]} */ a) => -(a[0] * eyeAt[0] + a[1] * eyeAt[1] + a[2] * eyeAt[2]);
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

  /** Where a point is seen: `[x, y]` in pixels and its depth along the view. @param {number} x @param {number} y @param {number} z */
  project(x, y, z) {
    const m = this.matrix;
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    const px = (m[0] * x + m[4] * y + m[8] * z + m[12]) / w;
    const py = (m[1] * x + m[5] * y + m[9] * z + m[13]) / w;
    return [((px + 1) / 2) * this.width, ((1 - py) / 2) * this.height, w];
  }
}
