package dev.latchkey.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the words of an enum in any case, and tells each of them once if it is none.
 *
 * @param values all that there are; each is written as its own text
 */
record EnumWords<E extends Enum<E>>(List<E> values) implements ITypeConverter<E> {

  static <E extends Enum<E>> EnumWords<E> of(Class<E> type) {
    return new EnumWords<>(List.of(type.getEnumConstants()));
  }

  @Override
  public E convert(String word) {
    return values.stream()
        .filter(value -> value.toString().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "\"%s\" is none of its words (expected: %s)".formatted(word, expected())));
  }

  private String expected() {
    return values.stream().map(E::toString).collect(Collectors.joining(" or "));
  }
}
