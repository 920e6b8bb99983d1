/** A landscape as a picture of its own: with a title, the run and step, axes and a legend, at any fineness, on no screen. */

import { fit } from '../material/base.js';
import { palette } from '../material/colours.js';
import { figure } from '../material/format.js';
import { cssColour } from '../material/theme.js';
import { drawAxes } from '../surface/axes.js';
import { Camera } from '../surface/camera.js';
import { Canvas2dRenderer } from '../surface/canvas2d.js';
import { meshOf, refine } from '../surface/mesh.js';
import { LayerScales } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import { words } from '../words/export.js';
import { neuronName } from '../words/page.js';

export const WIDTH = 800;
export const HEIGHT = 640;
const TITLE = 64;
const LEGEND = { x: WIDTH - 40, y: 84, width: 10, height: 112 };
const FONT = 'system-ui, sans-serif';

export class Portrait {
  canvas = document.createElement('canvas');
  #surface = document.createElement('canvas');
  #renderer = new Canvas2dRenderer(this.#surface);
  #camera = new Camera();
  #scales = new LayerScales();

  /** Draws a neuron as the eye sees it. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model
   * @param {import('../state/store.js').Neuron} neuron @param {number} ratio device pixels per CSS pixel */
  draw(frame, model, neuron, ratio) {
    const scale = this.#scales.of(frame, model)[neuron.layer - 1];
    const box = { x: 0, y: TITLE, width: WIDTH, height: HEIGHT - TITLE };
    const picture = {
      key: 'portrait',
      mesh: refine(meshOf(frame, neuron.layer - 1, neuron.neuron, scale)),
      scale,
      spots: spotsOf(frame, model.looks),
    };
    this.#camera.aim(box.width, box.height, { labelled: true });
    this.#renderer.begin(WIDTH, HEIGHT, ratio);
    this.#renderer.draw(picture, this.#camera, box);
    const context = fit(this.canvas, WIDTH, HEIGHT, ratio);
    context.fillStyle = cssColour('panel');
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.drawImage(this.#surface, 0, 0, WIDTH, HEIGHT);
    context.save();
    context.translate(box.x, box.y);
    drawAxes(context, this.#camera, scale, frame.plane, frame.extent);
    context.restore();
    drawTitle(context, neuronName(model, neuron), words.stepLine(model.run, frame.step));
    drawLegend(context, scale);
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} title @param {string} below */
function drawTitle(context, title, below) {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = cssColour('ink');
  context.font = `20px ${FONT}`;
  context.fillText(title, 24, 36, WIDTH - 48);
  context.fillStyle = cssColour('quiet');
  context.font = `13px ${FONT}`;
  context.fillText(below, 24, 56, WIDTH - 48);
}

/** @param {CanvasRenderingContext2D} context @param {import('../surface/scale.js').Scale} scale */
function drawLegend(context, { signed, high }) {
  const { x, y, width, height } = LEGEND;
  const colours = palette(signed, true);
  for (let i = 0; i < height; i++) {
    const at = 4 * Math.round(255 * (1 - i / (height - 1)));
    context.fillStyle = `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
    context.fillRect(x, y + i, width, 1.5);
  }
  context.fillStyle = cssColour('quiet');
  context.font = `12px ${FONT}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const [share, value] of [
    [0, high],
    [0.5, signed ? 0 : high / 2],
    [1, signed ? -high : 0],
  ])
    context.fillText(figure(value), x - 6, y + share * height);
}
