package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.core.event.Topics;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.Pace;
import dev.carve.sampler.replay.ReplayCourse;
import dev.carve.sampler.replay.ReplaySession;
import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.standalone.render.RenderingPlan;
import dev.carve.standalone.render.RenderingPlan.Kind;
import dev.carve.standalone.render.RenderingPlan.Look;
import dev.carve.standalone.render.RunRendering;
import dev.carve.standalone.replay.JournalPage;
import dev.carve.standalone.replay.RunningPage;
import dev.carve.standalone.replay.TopicReplay;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Replays a recorded run.
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Replays a recorded run: on the page, to a topic, or into a file.",
      "",
      "On the page: prints a link that plays the run as it is opened. If a dashboard that knows the"
          + " run answers at --url, the link leads there; else one is started on the journal of"
          + " this machine, without a broker, and serves until Ctrl-C.",
      "--to-topic: publishes the frames again, keyed by model, each when it is due, so that any"
          + " consumer sees them. On carve.frames, dashboards take them for the model's newest.",
      "--render: draws the wall, or one neuron, without a browser. Without a pace, the steps are"
          + " spread evenly over --seconds.",
    },
    footer = {
      "",
      "Speeds are multiples of the run's own; pauses of the run are cut to two seconds.",
      "",
      "Examples:",
      "  carve replay RUN                                  on the page",
      "  carve replay RUN --from 2000 --backwards --steps-per-second 500",
      "  carve replay RUN --to-topic --topic carve.frames.again --speed 2",
      "  carve replay RUN --render carving.gif --loop      12 s of the whole run",
      "  carve replay RUN --render carving.mp4 --size 1920x1080 --theme dark --seconds 30",
      "  carve replay RUN --render sheet.png --to 5000     12 pictures of the first 5,000 steps",
      "  carve replay RUN --render hill.gif --neuron 2.3 --size 640x640",
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int GRID_POINTS = 64;
  private static final int MOST_PICTURES = 36_000;

  @Parameters(paramLabel = "RUN", description = "Its name, as `carve runs list` shows it.")
  private String name = "";

  @Mixin private ReplayOptions replay = new ReplayOptions();

  @Option(names = "--to-topic", description = "Publish the frames again.")
  private boolean toTopic;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Where --to-topic publishes (default: carve.frames).")
  private @Nullable String topic;

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private RenderOptions rendering = new RenderOptions();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/",
      description = "Where a running dashboard is looked for (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080/");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the page if one is started (default: any free one).")
  private int port;

  @Option(names = "--json", description = "Print what came of it for machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    checkOptions();
    Path journal = data.open("carve-replay").journal();
    try (RunLibrary library = new RunLibrary(journal, InstantSource.system())) {
      RunSummary run = library.find(name).orElseThrow(() -> RunName.missing(name, library));
      if (rendering.file().isPresent()) {
        render(library, run);
      } else if (toTopic || topic != null) {
        publish(library, run);
      } else {
        open(library, run);
      }
    }
    return 0;
  }

  private void checkOptions() {
    boolean toATopic = toTopic || topic != null;
    if (rendering.file().isPresent() && toATopic) {
      throw CommandFailedException.badUsage(
          "one destination is enough: --render=%s, --to-topic".formatted(rendering.file().get()));
    }
    if (rendering.file().isEmpty()) {
      rendering
          .given()
          .ifPresent(option -> {
            throw CommandFailedException.badUsage("it needs --render FILE: " + option);
          });
    }
    if (topic != null && !topic.matches("[a-zA-Z0-9._-]{1,249}")) {
      throw CommandFailedException.badUsage(
          "a topic's name has letters, digits, '.', '_' and '-': --topic=" + topic);
    }
    if (port < 0 || port > 65_535) {
      throw CommandFailedException.badUsage("port must be in 0..65535: --port=" + port);
    }
  }

  private void open(RunLibrary library, RunSummary run) {
    String link =
        "#/runs/%s?%s"
            .formatted(
                URLEncoder.encode(run.run(), StandardCharsets.UTF_8).replace("+", "%20"),
                replay.query(run));
    if (RunningPage.knows(url, run.run())) {
      printLink(url.resolve("/") + link, false);
      return;
    }
    try (Interruption interruption = new Interruption();
        JournalPage page = JournalPage.start(library, GRID_POINTS, port)) {
      printLink(page.url() + link, true);
      interruption.await();
    }
  }

  private void printLink(String link, boolean started) {
    if (json) {
      Json.print(spec, Json.object().put("url", link).put("started", started));
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(link);
    if (started) {
      out.println("Ctrl-C stops the page.");
    }
    out.flush();
  }

  private void publish(RunLibrary library, RunSummary run) {
    ReplayCourse course = replay.course(run, Pace.ofSpeed(1));
    String name = topic == null ? Topics.FRAMES.name() : topic;
    String servers = broker.connected(name);
    TopicReplay.Outcome outcome;
    try (Interruption interruption = new Interruption();
        FrameArchive archive = new FrameArchive(library, GRID_POINTS, InstantSource.system());
        ReplaySession session = archive.replay(run.run(), course);
        TopicReplay publishing = new TopicReplay(servers, name);
        TerminalBar bar = TerminalBar.begin("Replaying")) {
      interruption.onAsked(publishing::stop);
      outcome =
          publishing.run(
              run.model(),
              session,
              step -> bar.show(share(course, run, step), "step %,d".formatted(step)));
    }
    if (json) {
      Json.print(
          spec,
          Json.object()
              .put("run", run.run())
              .put("topic", name)
              .put("frames", outcome.frames())
              .put("lastStep", outcome.lastStep()));
    } else {
      print("%,d frames of %s published on %s".formatted(outcome.frames(), run.run(), name));
    }
  }

  private void render(RunLibrary library, RunSummary run) {
    Path file = rendering.file().orElseThrow();
    Kind kind = rendering.kind();
    Look look = rendering.look();
    if (replay.loops() && kind != Kind.GIF) {
      throw CommandFailedException.badUsage("only a GIF can loop: --loop, --render=" + file);
    }
    rendering.checkFile();
    ReplayCourse course = replay.course(run, Pace.fastest());
    if (kind == Kind.PNG || !replay.hasPace()) {
      course =
          RenderingPlan.evenly(
              course, run, kind == Kind.PNG ? rendering.pictures() - 1 : rendering.seconds());
      look = kind == Kind.PNG ? onePictureASecond(look) : look;
    }
    checkPictures(course, run, look);
    ReplayCourse decided = course;
    RunRendering.Outcome outcome;
    long beganNs = System.nanoTime();
    try (Interruption interruption = new Interruption();
        TerminalBar bar = TerminalBar.begin("Rendering")) {
      outcome =
          new RunRendering(
                  library, new RenderingPlan(run.run(), decided, file, look), rendering.pictures())
              .run(
                  (pictures, step) ->
                      bar.show(
                          share(decided, run, step),
                          "picture %,d, step %,d".formatted(pictures, step)),
                  interruption::isAsked);
    } catch (IllegalArgumentException | InvalidViewException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()));
    }
    double seconds = Duration.ofNanos(System.nanoTime() - beganNs).toMillis() / 1000.0;
    printRendered(file, run, outcome, seconds);
  }

  private void printRendered(
      Path file, RunSummary run, RunRendering.Outcome outcome, double seconds) {
    if (json) {
      ObjectNode root = Json.object();
      Json.print(
          spec,
          root.put("run", run.run())
              .put("file", file.toString())
              .put("pictures", outcome.pictures())
              .put("firstStep", outcome.firstStep())
              .put("lastStep", outcome.lastStep())
              .put("bytes", outcome.bytes())
              .put("seconds", seconds));
    } else {
      print(
          "%s: %,d pictures of steps %,d to %,d, %,d KiB, in %.1f s"
              .formatted(
                  file,
                  outcome.pictures(),
                  outcome.firstStep(),
                  outcome.lastStep(),
                  (outcome.bytes() + 1023) >> 10,
                  seconds));
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private static Look onePictureASecond(Look look) {
    return new Look(look.width(), look.height(), 1, look.gridPoints(), look.theme(), look.neuron());
  }

  private static void checkPictures(ReplayCourse course, RunSummary run, Look look) {
    long steps = Math.min(course.range().to(), run.lastStep()) - course.range().from();
    double pictures =
        switch (course.pace()) {
          case Pace.Fastest _ -> run.snapshots();
          case Pace.BySteps(double perSecond) -> look.fps() * steps / perSecond;
          case Pace.ByTime(double speed) ->
              look.fps()
                  * Duration.between(run.startedAt(), run.updatedAt()).toMillis()
                  / 1000.0
                  * ((double) steps / Math.max(1, run.lastStep() - run.firstStep()))
                  / speed;
        };
    if (pictures > MOST_PICTURES) {
      throw CommandFailedException.badUsage(
          "that would be about %,.0f pictures of %,d at most: go faster, choose a shorter range, or"
                  .formatted(pictures, MOST_PICTURES)
              + " leave --speed and --steps-per-second out");
    }
  }

  private static OptionalDouble share(ReplayCourse course, RunSummary run, long step) {
    if (course.loop()) {
      return OptionalDouble.empty();
    }
    long from = Math.max(course.range().from(), run.firstStep());
    long to = Math.min(course.range().to(), run.lastStep());
    double share = to > from ? (double) (step - from) / (to - from) : 1;
    return OptionalDouble.of(Math.clamp(course.backwards() ? 1 - share : share, 0.0, 1.0));
  }
}
