package dev.carve.sampler.http;

import dev.carve.core.network.ModelSpec;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.PlaneSpec;
import dev.carve.core.surface.PlaneSpecReader;
import dev.carve.core.surface.PrincipalComponents;
import dev.carve.sampler.journal.JournalEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The planes that one can choose for a run: its own, pairs of inputs, the principal components,
/// and those through three class means.
///
/// Where there are too many pairs or classes for a list, they are left out, and the list says that
/// it is not complete.
final class PlanesDocument {
  private static final int MOST_INPUTS_PAIRED = 16;
  private static final int MOST_CLASSES_LISTED = 10;

  private final ModelSpec spec;
  private final PlaneSpecReader reader;
  private final JsonArray planes = new JsonArray();

  private PlanesDocument(ModelSpec spec) {
    this.spec = spec;
    this.reader = new PlaneSpecReader(spec.inputs(), spec.classes());
  }

  static JsonObject of(String run, JournalEntry newest) {
    PlanesDocument document = new PlanesDocument(ModelSpec.parse(newest.snapshot().spec()));
    document.add("own", "", newest.plane().name());
    document.addComponents();
    document.addPairs();
    document.addClassMeans();
    boolean complete =
        document.spec.inputs().size() <= MOST_INPUTS_PAIRED
            && document.spec.classes().size() <= MOST_CLASSES_LISTED;
    return new JsonObject()
        .put("run", run)
        .put("complete", complete)
        .put("planes", document.planes);
  }

  private void addComponents() {
    if (spec.inputs().size() > 1) {
      add("components", "components", PrincipalComponents.NAME);
    }
  }

  private void addPairs() {
    int size = spec.inputs().size();
    for (int u = 0; u < size && size <= MOST_INPUTS_PAIRED; u++) {
      for (int v = u + 1; v < size; v++) {
        add("inputs", new PlaneSpec.Inputs(u, v, Map.of()), spec.inputs(), List.of(u, v));
      }
    }
  }

  private void addClassMeans() {
    int size = spec.classes().size();
    for (int a = 0; a < size && size <= MOST_CLASSES_LISTED; a++) {
      for (int b = a + 1; b < size; b++) {
        for (int c = b + 1; c < size; c++) {
          add("class-means", new PlaneSpec.ClassMeans(a, b, c), spec.classes(), List.of(a, b, c));
        }
      }
    }
  }

  /// Adds a plane under a text that means it: by names, or by indices where a name would mislead.
  private void add(String kind, PlaneSpec plane, List<String> names, List<Integer> chosen) {
    String byName =
        chosen.stream().map(names::get).collect(Collectors.joining(",", kind + ":", ""));
    String byIndex =
        chosen.stream().map(Object::toString).collect(Collectors.joining(",", kind + ":", ""));
    Optional<String> id = Stream.of(byName, byIndex).filter(text -> means(text, plane)).findFirst();
    String name = chosen.stream().map(names::get).collect(Collectors.joining(", "));
    id.ifPresent(text -> add(kind, text, name));
  }

  private boolean means(String text, PlaneSpec plane) {
    try {
      return reader.parse(text).equals(plane);
    } catch (InvalidPlaneException e) {
      return false;
    }
  }

  private void add(String kind, String id, String name) {
    planes.add(new JsonObject().put("id", id).put("kind", kind).put("name", name));
  }
}
