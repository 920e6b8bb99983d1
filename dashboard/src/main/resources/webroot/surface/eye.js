/**
 * Where all landscapes are looked at from: one eye for the whole page, so that every view shows the same side of things. It stands on a
 * sphere around the landscape, by azimuth (around the height axis) and elevation (above the floor), both in radians.
 */

const LOWEST = 0.06;
const HIGHEST = Math.PI / 2 - 0.01;
const NEAREST = 0.45;
const FARTHEST = 2.2;

/** From the side and above, straight from above, from the front. @type {Record<string, {azimuth: number, elevation: number, zoom: number}>} */
export const PRESETS = {
  slanted: { azimuth: -0.62, elevation: 0.5, zoom: 1 },
  top: { azimuth: 0, elevation: HIGHEST, zoom: 1 },
  front: { azimuth: 0, elevation: 0.14, zoom: 1 },
};

/** From so high up on, heights are not to be seen. */
export const STEEP = 1.3;

class Eye extends EventTarget {
  azimuth = PRESETS.slanted.azimuth;
  elevation = PRESETS.slanted.elevation;
  zoom = PRESETS.slanted.zoom;

  /** @param {number} azimuth @param {number} elevation */
  turn(azimuth, elevation) {
    this.move({ azimuth: this.azimuth + azimuth, elevation: this.elevation + elevation });
  }

  /** @param {number} factor above one: nearer */
  approach(factor) {
    this.move({ zoom: this.zoom / factor });
  }

  reset() {
    this.move(PRESETS.slanted);
  }

  /** The name of the preset where it stands. @returns {string|undefined} */
  get preset() {
    return Object.keys(PRESETS).find((name) => {
      const { azimuth, elevation } = PRESETS[name];
      return Math.abs(azimuth - this.azimuth) < 0.02 && Math.abs(elevation - this.elevation) < 0.02;
    });
  }

  /** Goes on to the next preset. */
  nextPreset() {
    const names = Object.keys(PRESETS);
    this.move(PRESETS[names[(names.indexOf(this.preset ?? '') + 1) % names.length]]);
  }

  /** Moves to where it is told and tells `moved` to those who listen. @param {{azimuth?: number, elevation?: number, zoom?: number}} to */
  move({ azimuth = this.azimuth, elevation = this.elevation, zoom = this.zoom }) {
    this.azimuth = azimuth;
    this.elevation = Math.max(LOWEST, Math.min(HIGHEST, elevation));
    this.zoom = Math.max(NEAREST, Math.min(FARTHEST, zoom));
    this.dispatchEvent(new Event('moved'));
  }
}

export const eye = new Eye();
