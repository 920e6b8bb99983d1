package dev.carve.sampler.http;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.replay.Carver;
import dev.carve.sampler.replay.CarverRanking;
import dev.carve.sampler.replay.LearnedMinibatch;
import dev.carve.sampler.replay.RebuiltStep;
import dev.carve.sampler.replay.TakenStep;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Steps and what carved them as JSON. Parameters are written so that they read back to the bit.
final class StepDocument {
  private StepDocument() {}

  /// Nothing but the parameters, in the form in which a model is initialised.
  static JsonObject ofParameters(RebuiltStep step) {
    return new JsonObject().put("layers", layers(step.snapshot()));
  }

  static JsonObject of(RebuiltStep step) {
    ParameterSnapshot snapshot = step.snapshot();
    JsonObject document =
        new JsonObject()
            .put("run", snapshot.run())
            .put("model", snapshot.model())
            .put("step", snapshot.step())
            .put("published", step.wasPublished())
            .put("rebuiltFrom", step.rebuiltFrom())
            .put("time", snapshot.time().toString())
            .put("examplesSeen", snapshot.examplesSeen())
            .put("learningRate", snapshot.learningRate())
            .put("inputPartition", snapshot.inputPartition())
            .put("inputOffset", snapshot.inputOffset());
    if (!snapshot.lineage().parentRun().isEmpty()) {
      document
          .put("parentRun", snapshot.lineage().parentRun())
          .put("parentStep", snapshot.lineage().parentStep());
    }
    return document
        .put("layers", layers(snapshot))
        .put(
            "standardizer",
            new JsonObject()
                .put("count", snapshot.inputStatistics().count())
                .put("mean", array(snapshot.inputStatistics().mean()))
                .put("m2", array(snapshot.inputStatistics().m2())));
  }

  private static JsonArray layers(ParameterSnapshot snapshot) {
    float[] parameters = snapshot.parameters().array();
    JsonArray layers = new JsonArray();
    for (DenseLayer layer : ModelSpec.parse(snapshot.spec()).network().layers()) {
      JsonArray weights = new JsonArray();
      for (int unit = 0; unit < layer.units(); unit++) {
        weights.add(
            array(parameters, layer.weightsOffset() + unit * layer.inputs(), layer.inputs()));
      }
      layers.add(
          new JsonObject()
              .put("weights", weights)
              .put("bias", array(parameters, layer.biasesOffset(), layer.units())));
    }
    return layers;
  }

  private static JsonArray array(float[] values, int from, int length) {
    JsonArray array = new JsonArray();
    for (int i = from; i < from + length; i++) {
      array.add(values[i]);
    }
    return array;
  }

  private static JsonArray array(double[] values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  static JsonObject of(String run, LearnedMinibatch minibatch) {
    TakenStep step = minibatch.step();
    float[] features = minibatch.features().array();
    JsonArray examples = new JsonArray();
    for (int i = 0; i < step.labels().size(); i++) {
      examples.add(
          new JsonObject()
              .put("features", array(features, i * minibatch.inputs(), minibatch.inputs()))
              .put("label", step.labels().get(i)));
    }
    return new JsonObject()
        .put("run", run)
        .put("step", step.step())
        .put("offset", step.offset())
        .put("time", step.time().toString())
        .put("examples", examples);
  }

  static JsonObject of(CarverRanking ranking) {
    JsonArray carvers = new JsonArray();
    ranking.carvers().forEach(carver -> carvers.add(of(carver)));
    return new JsonObject()
        .put("run", ranking.question().run())
        .put("neuron", ranking.question().neuron().toString())
        .put("from", ranking.question().from())
        .put("to", ranking.question().to())
        .put("plane", ranking.plane().name())
        .put("moved", ranking.moved())
        .put("carvers", carvers);
  }

  private static JsonObject of(Carver carver) {
    TakenStep step = carver.step();
    return new JsonObject()
        .put("step", step.step())
        .put("offset", step.offset())
        .put("time", step.time().toString())
        .put("examples", step.labels().size())
        .put("labels", counts(step.labels()))
        .put("moved", carver.moved())
        .put("share", carver.share());
  }

  /// How many examples of each class, by the class's index.
  private static JsonObject counts(List<Integer> labels) {
    Map<Integer, Integer> counts = new TreeMap<>();
    labels.forEach(label -> counts.merge(label, 1, Integer::sum));
    JsonObject document = new JsonObject();
    counts.forEach((label, count) -> document.put(label.toString(), count));
    return document;
  }
}
