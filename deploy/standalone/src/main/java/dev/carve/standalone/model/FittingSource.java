package dev.carve.standalone.model;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.network.ModelSpec;
import dev.carve.trainer.stream.ExampleSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes sure at the first example that a source fits the spec, before anything is trained on the
/// wrong columns. Examples that name another model are let through.
public final class FittingSource implements ExampleSource {
  private final ExampleSource source;
  private final ModelSpec spec;
  private final boolean labelled;
  private boolean checked;

  /// The examples of a source for a model.
  ///
  /// @param source where they come from, closed with this
  /// @param spec the model
  /// @param labelled whether every example needs a label; one without is a question
  public FittingSource(ExampleSource source, ModelSpec spec, boolean labelled) {
    this.source = source;
    this.spec = spec;
    this.labelled = labelled;
  }

  /// @throws InputDoesNotFitException if the first example has another shape or an unknown class
  @Override
  public Optional<Example> next() {
    Optional<Example> example = source.next();
    if (!checked) {
      checked = true;
      example.ifPresent(this::check);
    }
    return example;
  }

  @Override
  public OptionalDouble fraction() {
    return source.fraction();
  }

  @Override
  public long skipped() {
    return source.skipped();
  }

  @Override
  public void close() {
    source.close();
  }

  private void check(Example example) {
    if (!example.model().isEmpty() && !example.model().equals(spec.name())) {
      return;
    }
    int features = example.features().length();
    if (features != spec.inputs().size()) {
      throw new InputDoesNotFitException(
          "examples must have as many features as the spec has inputs: inputs=%d, features=%d"
              .formatted(spec.inputs().size(), features));
    }
    int classes = spec.classes().size();
    boolean known =
        switch (example.label()) {
          case Label.Index(int index) -> index < classes;
          case Label.Name(String name) ->
              spec.classes().contains(name)
                  || (name.matches("\\d{1,9}") && Integer.parseInt(name) < classes);
          case null -> !labelled;
        };
    if (!known) {
      throw new InputDoesNotFitException(
          "labels must be classes of the spec or their indices: label=%s, classes=%s"
              .formatted(
                  switch (example.label()) {
                    case Label.Index(int index) -> Integer.toString(index);
                    case Label.Name(String name) -> name;
                    case null -> "none";
                  },
                  classes <= 20 ? spec.classes() : classes));
    }
  }
}
