/**
 * Counts, for each canvas to be seen, in how many pictures of the screen it was drawn; by its `data-testid`, else the element that
 * holds it; and when it was drawn first, ms since the page was asked for. Runs before the page.
 */
(() => {
  const draws = {};
  const firstDraws = {};
  const last = {};
  const count = (canvas) => {
    if (!(canvas instanceof HTMLCanvasElement) || !canvas.isConnected) return;
    const name = canvas.dataset.testid ?? canvas.getRootNode().host?.localName ?? 'document';
    const picture = document.timeline.currentTime;
    if (last[name] === picture) return;
    last[name] = picture;
    firstDraws[name] ??= performance.now();
    draws[name] = (draws[name] ?? 0) + 1;
  };
  const wrap = (prototype, name) => {
    const original = prototype[name];
    prototype[name] = function (...values) {
      count(this.canvas);
      return original.apply(this, values);
    };
  };
  for (const name of ['clearRect', 'fillRect', 'putImageData']) wrap(CanvasRenderingContext2D.prototype, name);
  wrap(WebGL2RenderingContext.prototype, 'clear');
  window.carveDraws = draws;
  window.carveFirstDraws = firstDraws;
})();
