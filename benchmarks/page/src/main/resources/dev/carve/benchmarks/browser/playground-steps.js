/** Takes steps in TensorFlow Playground, one a picture of the screen; returns what each took, ms. */
async (count) => {
  const button = document.getElementById('next-step-button');
  const took = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    button.click();
    took.push(performance.now() - began);
    await new Promise(requestAnimationFrame);
  }
  return took;
};
