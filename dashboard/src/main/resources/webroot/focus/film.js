/** Plays through stages: each turns into the next, and then stands for as long as its sentence takes to read. */

const TURN_MS = 1200;
const STAND_MS = 1800;

export class Film {
  #request = 0;
  isPlaying = false;

  /** @param {(place: number) => void} show @param {() => void} ended */
  constructor(show, ended) {
    this.show = show;
    this.ended = ended;
  }

  /** @param {number} from @param {number} to the last stage, a whole number */
  play(from, to) {
    this.stop();
    this.isPlaying = true;
    const first = Math.floor(from);
    let start = -Infinity;
    /** @param {number} now */
    const advance = (now) => {
      if (start === -Infinity) start = now - (from - first) * TURN_MS;
      const stages = Math.floor((now - start) / (TURN_MS + STAND_MS));
      const turned = Math.min(1, (now - start - stages * (TURN_MS + STAND_MS)) / TURN_MS);
      const place = Math.min(to, first + stages + ease(turned));
      this.show(place);
      if (place < to) this.#request = requestAnimationFrame(advance);
      else {
        this.isPlaying = false;
        this.ended();
      }
    };
    this.show(from);
    this.#request = requestAnimationFrame(advance);
  }

  stop() {
    cancelAnimationFrame(this.#request);
    this.isPlaying = false;
  }
}

/** @param {number} share */
const ease = (share) => share * share * (3 - 2 * share);
