package dev.latchkey.core.usecase;

/**
 * What an import brought in, or would bring in.
 *
 * @param keys how many keys
 * @param owners how many users own them
 */
public record ImportSummary(int keys, int owners) {}
