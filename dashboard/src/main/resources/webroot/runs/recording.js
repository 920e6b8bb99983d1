/** A film of one neuron, recorded frame by frame from the run: the browser encodes it, and nothing depends on how fast frames come. */

import { fetchFrame } from '../state/api.js';
import { store } from '../state/store.js';
import { Portrait } from './portrait.js';

export const FRAMES_PER_SECOND = 20;
const BITS_PER_SECOND = 6_000_000;
const TYPES = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];

/** The first type of film that this browser records. */
export const filmType = () =>
  typeof MediaRecorder === 'undefined' ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type));

/**
 * @param {object} film
 * @param {import('../state/store.js').Model} film.model
 * @param {import('../state/store.js').Neuron} film.neuron
 * @param {number} film.from first step
 * @param {number} film.to last step
 * @param {number} film.pictures at least 2, evenly spaced between the steps
 * @param {(done: number) => void} film.progress
 * @param {AbortSignal} film.signal ends it early
 * @returns {Promise<Blob>} what has been recorded until the end or until it was stopped
 */
export async function record({ model, neuron, from, to, pictures, progress, signal }) {
  const portrait = new Portrait();
  const { plane } = store.state;
  portrait.draw(await fetchFrame(model.run, from, plane), model, neuron, 1);
  const stream = portrait.canvas.captureStream(0);
  const track = /** @type {CanvasCaptureMediaStreamTrack} */ (stream.getVideoTracks()[0]);
  const recorder = new MediaRecorder(stream, { mimeType: filmType(), videoBitsPerSecond: BITS_PER_SECOND });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  try {
    for (let i = 0; i < pictures && !signal.aborted; i++) {
      const due = performance.now() + 1000 / FRAMES_PER_SECOND;
      recorder.resume();
      portrait.draw(await fetchFrame(model.run, from + ((to - from) * i) / (pictures - 1), plane), model, neuron, 1);
      track.requestFrame();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      progress(i + 1);
    }
  } finally {
    recorder.stop();
    await ended;
    track.stop();
  }
  return new Blob(parts, { type: recorder.mimeType });
}
