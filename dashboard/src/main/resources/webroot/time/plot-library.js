/** uPlot, fetched when the first chart is built. */

/** @type {Promise<any>|null} */
let library = null;

/** uPlot's ready-made script puts itself on the window; its place is in the import map. */
export function loadPlot() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = import.meta.resolve('uplot');
    script.onload = () => resolve(/** @type {any} */ (window).uPlot);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}
