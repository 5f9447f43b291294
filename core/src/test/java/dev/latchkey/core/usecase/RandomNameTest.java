package dev.latchkey.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RandomNameTest {

  @Test
  void givenManyNames_whenMadeUp_thenEachIsOfTheFormAndFewAreAlike() {
    Random random = new Random(20_260_301);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      names.add(RandomName.next(random).value());
    }

    assertThat(names).allMatch(name -> name.matches("[a-z]+_[a-z]+[0-9]"));
    assertThat(names).hasSizeGreaterThan(900);
  }
}
