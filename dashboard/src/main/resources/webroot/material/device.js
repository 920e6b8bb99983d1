/** What the machine draws with. */

let card = /** @type {boolean|null} */ (null);

/** Whether a graphics card draws WebGL, and not the processor in its place. */
export function hasGraphicsCard() {
  card ??= findGraphicsCard();
  return card;
}

function findGraphicsCard() {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const device = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(device);
}
