package dev.carve.standalone.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/// The configuration of one service, read into its record.
///
/// A component `streamThreads` of the record of service `trainer` is the key
/// `trainer.stream-threads` of the YAML file, the environment variable
/// `CARVE_TRAINER_STREAM_THREADS` and the flag `--stream-threads`. A flag wins over the
/// environment, the environment over the file, the file over the defaults.
///
/// @param <T> the service's configuration, a record of numbers, strings, durations, paths and URIs,
///   also optional ones
public final class ServiceConfiguration<T extends Record> {
  private final String service;
  private final T defaults;

  /// The configuration of a service.
  ///
  /// @param service its name, the first part of every key
  /// @param defaults what applies where nothing else is said
  public ServiceConfiguration(String service, T defaults) {
    this.service = service;
    this.defaults = defaults;
  }

  /// One key.
  ///
  /// @param name within the service, such as `stream-threads`
  /// @param type what its value is
  /// @param defaultText the default as one would write it, empty if there is none
  public record Key(String name, Class<?> type, String defaultText) {}

  /// {@return the keys in the order of the record}
  public List<Key> keys() {
    return Arrays.stream(components())
        .map(component ->
            new Key(keyOf(component), typeOf(component), ValueText.of(valueOf(component))))
        .toList();
  }

  /// Reads the configuration.
  ///
  /// @param file the YAML file, or null for none
  /// @param environment environment variables; those that do not begin with `CARVE_` and the
  ///   service are ignored
  /// @param flags values by key name without the service, as typed
  /// @return the record
  /// @throws ConfigurationException if a key is not known or a value is not of its type or out of
  ///   range
  public T read(@Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    Map<String, String> variables = variables(environment);
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, unlessEmpty(ValueText::duration))
            .withConverter(Boolean.class, 200, unlessEmpty(ValueText::truth))
            .withConverter(Path.class, 200, unlessEmpty(Path::of))
            .withConverter(URI.class, 200, unlessEmpty(URI::create))
            .withSources(new PropertiesConfigSource(prefixed(flags), "flags", 400))
            .withSources(new PropertiesConfigSource(variables, "environment", 300));
    if (file != null) {
      YamlConfigSource yaml = yaml(file);
      checkKnown(yaml, file);
      builder.withSources(yaml);
    }
    return create(builder.build());
  }

  private T create(SmallRyeConfig config) {
    RecordComponent[] components = components();
    Object[] values = new Object[components.length];
    for (int index = 0; index < values.length; index++) {
      values[index] = value(config, components[index]);
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked") // the class of a T
      Class<T> type = (Class<T>) defaults.getClass();
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getTargetException();
      throw new ConfigurationException(
          "configuration of the %s cannot be used: %s".formatted(service, cause.getMessage()),
          cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(SmallRyeConfig config, RecordComponent component) {
    String key = service + "." + keyOf(component);
    Class<?> type = typeOf(component);
    try {
      Optional<?> given = config.getOptionalValue(key, type);
      if (component.getType() == Optional.class) {
        return given.isPresent() ? given : valueOf(component);
      }
      return given.isPresent() ? given.get() : valueOf(component);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s must be %s: %s=%s".formatted(key, ValueText.rule(type), key, raw(config, key)), e);
    }
  }

  /// SmallRye asks for the value of an empty text where a key is absent, and takes null for no
  /// value.
  @SuppressWarnings("NullAway") // The converter interface is not annotated.
  private static <V> Converter<V> unlessEmpty(Function<String, V> conversion) {
    return text -> text.isEmpty() ? null : conversion.apply(text);
  }

  private static String raw(SmallRyeConfig config, String key) {
    return String.valueOf(config.getConfigValue(key).getValue());
  }

  private Map<String, String> prefixed(Map<String, String> flags) {
    Map<String, String> prefixed = new LinkedHashMap<>();
    flags.forEach((key, value) -> prefixed.put(service + "." + key, value));
    return prefixed;
  }

  /// The variables of this service by key; one that names no key is a mistake.
  private Map<String, String> variables(Map<String, String> environment) {
    String prefix = "CARVE_" + service.toUpperCase(Locale.ROOT) + "_";
    Map<String, String> byVariable = new LinkedHashMap<>();
    keys()
        .forEach(key ->
            byVariable.put(
                prefix + key.name().toUpperCase(Locale.ROOT).replace('-', '_'),
                service + "." + key.name()));
    Map<String, String> values = new LinkedHashMap<>();
    environment.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        String key = byVariable.get(name);
        if (key == null) {
          throw unknown("environment variable", name, List.copyOf(byVariable.keySet()), "");
        }
        values.put(key, value);
      }
    });
    return values;
  }

  private static YamlConfigSource yaml(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new YamlConfigSource(file.toString(), text, 200);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("no such configuration file: path=" + file, e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "configuration file cannot be read: path=%s, reason=%s".formatted(file, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      throw new ConfigurationException(
          "configuration file must be YAML: path=%s, reason=%s"
              .formatted(file, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  /// One file may configure all services: only keys of this one are checked, and names of services.
  private void checkKnown(YamlConfigSource yaml, Path file) {
    List<String> known = keys().stream().map(key -> service + "." + key.name()).toList();
    for (String name : yaml.getPropertyNames()) {
      String section = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
      if (!Services.NAMES.contains(section)) {
        throw unknown("service", section, Services.NAMES, ", file=" + file);
      }
      if (section.equals(service) && !known.contains(name)) {
        throw unknown("key", name, known, ", file=" + file);
      }
    }
  }

  private static ConfigurationException unknown(
      String what, String name, List<String> known, String where) {
    return new ConfigurationException(
        "unknown %s, did you mean %s? %s=%s%s"
            .formatted(what, NearestName.of(name, known), what, name, where));
  }

  private RecordComponent[] components() {
    return defaults.getClass().getRecordComponents();
  }

  private Object valueOf(RecordComponent component) {
    try {
      return component.getAccessor().invoke(defaults);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> typeOf(RecordComponent component) {
    if (component.getType() == Optional.class
        && component.getGenericType() instanceof ParameterizedType optional
        && optional.getActualTypeArguments()[0] instanceof Class<?> type) {
      return type;
    }
    return component.getType();
  }

  private static String keyOf(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
