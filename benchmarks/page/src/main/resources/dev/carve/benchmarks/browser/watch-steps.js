/**
 * Notes when the page says a new step and when it has drawn it: the picture of the screen after the one in which a change was
 * painted has begun. Also when the pointer went down last. Times in ms since 1970.
 */
() => {
  const find = (root) => {
    const found = root.querySelector('[data-testid=step]');
    if (found) return found;
    for (const element of root.querySelectorAll('*')) {
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const now = () => performance.timeOrigin + performance.now();
  const watch = { steps: [], pressedMs: 0 };
  const step = find(document);
  new MutationObserver(() => {
    const seen = { step: Number(step.dataset.step), shownMs: now(), drawnMs: 0 };
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        seen.drawnMs = now();
        watch.steps.push(seen);
      }),
    );
  }).observe(step, { attributes: true, attributeFilter: ['data-step'] });
  window.addEventListener('pointerdown', () => (watch.pressedMs = now()), { capture: true });
  window.carveWatch = watch;
};
