/** Counts WebGL contexts that are lost while their canvas is to be seen. Runs before the page. */
(() => {
  window.carveContextsLost = 0;
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...values) {
    const context = original.call(this, kind, ...values);
    if (context && String(kind).startsWith('webgl') && !this.carveWatched) {
      this.carveWatched = true;
      this.addEventListener('webglcontextlost', () => {
        if (this.isConnected) window.carveContextsLost++;
      });
    }
    return context;
  };
})();
