/** The English texts of what one can do to a live model. */

export const words = {
  freeze: 'Freeze',
  freezeTip: 'Freeze: the model goes on predicting, but learns no more',
  unfreeze: 'Learn',
  unfreezeTip: 'Let the model learn again',
  step: 'Learn one minibatch',
  stepTip: 'Learn one minibatch, then stand still',
  more: 'Steer',
  moreTip: 'Learning rate, stream, reset, fork',
};
