package dev.carve.core.event;

/// Reads the constants that the schema and the domain share by name.
final class EnumName {
  private EnumName() {}

  static <E extends Enum<E>> E parse(Class<E> type, String field, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new MalformedEventException("%s is not known: %s=%s".formatted(field, field, name));
  }
}
