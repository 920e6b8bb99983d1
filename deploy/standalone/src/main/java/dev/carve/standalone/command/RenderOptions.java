package dev.carve.standalone.command;

import dev.carve.sampler.sampling.InvalidViewException;
import dev.carve.sampler.sampling.NeuronChoice;
import dev.carve.standalone.render.RenderingPlan;
import dev.carve.standalone.render.RenderingPlan.Kind;
import dev.carve.standalone.render.RenderingPlan.Look;
import dev.carve.standalone.render.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a replay is rendered into, and what it looks like.
final class RenderOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(
      names = "--render",
      paramLabel = "FILE",
      description = "Draw it into FILE.gif, FILE.mp4, or FILE.png (a contact sheet).")
  private @Nullable Path file;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Pixels of --render (default: 1280x720, a GIF 960x540, a sheet 2400x1800).")
  private @Nullable String size;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Pictures a second of --render (default: 30, a GIF 15).")
  private @Nullable Integer fps;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "12",
      description = "How long --render lasts when no pace is given (default: ${DEFAULT-VALUE}).")
  private double seconds = 12;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many pictures a sheet has (default: ${DEFAULT-VALUE}).")
  private int pictures = 12;

  @Option(
      names = "--neuron",
      paramLabel = "L.I",
      description = "Draw one neuron in large: layer from 1, number from 0, such as 2.3.")
  private @Nullable String neuron;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      defaultValue = "light",
      description = "light or dark (default: ${DEFAULT-VALUE}).")
  private Theme theme = Theme.LIGHT;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /// Whether anything is said that only a rendering can use.
  Optional<String> given() {
    if (size != null) {
      return Optional.of("--size=" + size);
    }
    if (fps != null) {
      return Optional.of("--fps=" + fps);
    }
    return neuron == null ? Optional.empty() : Optional.of("--neuron=" + neuron);
  }

  Kind kind() {
    Path target = Optional.ofNullable(file).orElseThrow();
    try {
      return RenderingPlan.kind(target);
    } catch (IllegalArgumentException e) {
      throw CommandFailedException.badUsage(
          "the file must end in .gif, .mp4 or .png: --render=" + target);
    }
  }

  /// Makes sure that the file can be written, before anything is drawn.
  void checkFile() {
    Path target = Optional.ofNullable(file).orElseThrow().toAbsolutePath();
    Path directory = target.getParent();
    if (Files.isDirectory(target) || directory == null || !Files.isWritable(directory)) {
      throw CommandFailedException.badUsage(
          "the file must lie in a directory that can be written: --render=" + file);
    }
  }

  double seconds() {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw CommandFailedException.badUsage("seconds must be in 0..3600: --seconds=" + seconds);
    }
    return seconds;
  }

  int pictures() {
    if (pictures < 2 || pictures > 200) {
      throw CommandFailedException.badUsage("pictures must be in 2..200: --pictures=" + pictures);
    }
    return pictures;
  }

  Look look() {
    Kind kind = kind();
    String wanted = size == null ? kind.usualWidth() + "x" + kind.usualHeight() : size;
    Matcher matcher = SIZE.matcher(wanted);
    if (!matcher.matches()) {
      throw CommandFailedException.badUsage(
          "the size must be WIDTHxHEIGHT, such as 1280x720: --size=" + size);
    }
    int perSecond = fps != null ? fps : kind.usualFps();
    if (kind == Kind.GIF && perSecond > 50) {
      throw CommandFailedException.badUsage(
          "a GIF shows 50 pictures a second at most: --fps=" + fps);
    }
    try {
      Optional<NeuronChoice> alone = Optional.ofNullable(neuron).map(NeuronChoice::parse);
      Look look =
          new Look(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              perSecond,
              Look.usualPoints(alone),
              theme,
              alone);
      if (kind == Kind.PNG) {
        RenderingPlan.checkSheet(look, pictures());
      }
      return look;
    } catch (IllegalArgumentException | InvalidViewException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()));
    }
  }
}
