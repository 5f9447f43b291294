package dev.latchkey.cli.server;

import dev.latchkey.cli.log.LogFormat;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.http.HttpConfig;
import dev.latchkey.jdbi.VerificationCache;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about a server; read once, before anything is opened.
 *
 * @param http its network side
 * @param jdbcUrl its database
 * @param cache how it verifies keys from memory
 * @param ownerTokenFile where the first user's token goes; null for standard output
 * @param lifetimes how long keys live
 * @param retention how long ended keys are kept; zero for ever
 * @param logFormat in which form it says what it does
 */
record ServerConfig(
    HttpConfig http,
    String jdbcUrl,
    VerificationCache cache,
    @Nullable Path ownerTokenFile,
    Lifetimes lifetimes,
    Duration retention,
    LogFormat logFormat) {}
