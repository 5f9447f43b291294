package dev.latchkey.cli;

import picocli.CommandLine.ITypeConverter;

/**
 * Marks an option or an argument that a full token may be given to; everywhere else one is refused
 * (G4).
 */
final class MayBeToken implements ITypeConverter<String> {

  @Override
  public String convert(String value) {
    return value;
  }
}
