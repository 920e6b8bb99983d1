/** How many frames come, and how many of them are never drawn because a newer one came before the screen was. */

const WINDOW_MS = 3000;

class Traffic {
  /** @type {{time: number, drops: boolean}[]} */
  #arrivals = [];

  /** A frame has come. @param {boolean} drops whether it takes the place of one that has not been drawn */
  came(drops) {
    const time = performance.now();
    this.#arrivals.push({ time, drops });
    this.#forget(time);
  }

  /** Frames a second over the last few. @returns {{received: number, dropped: number}} */
  rates() {
    this.#forget(performance.now());
    const perSecond = 1000 / WINDOW_MS;
    return {
      received: this.#arrivals.length * perSecond,
      dropped: this.#arrivals.filter(({ drops }) => drops).length * perSecond,
    };
  }

  /** @param {number} now */
  #forget(now) {
    const kept = this.#arrivals.findIndex(({ time }) => now - time < WINDOW_MS);
    this.#arrivals.splice(0, kept < 0 ? this.#arrivals.length : kept);
  }
}

export const traffic = new Traffic();
