package dev.latchkey.cli.store;

import dev.latchkey.cli.Backend;
import dev.latchkey.cli.CommandFailure;
import dev.latchkey.cli.EffectiveSettings;
import dev.latchkey.cli.ExitCode;
import dev.latchkey.cli.GlobalOptions;
import dev.latchkey.cli.ProcessContext;
import dev.latchkey.cli.Settings.Found;
import dev.latchkey.cli.Settings.Reader;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.RequestInfo;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.StandIn;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.usecase.FindUser.Purpose;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Opens databases for commands. */
public final class StoreBackends {

  private StoreBackends() {}

  /**
   * Opens a database.
   *
   * @param options tell the id of the request, if that is asked for
   * @param settings where it is set how long keys live
   * @param url its JDBC URL
   * @param as in whose name it is worked on; else in the local operator's own
   * @throws CommandFailure if the database can't be opened or there is no such user
   */
  public static Backend open(
      ProcessContext context,
      GlobalOptions options,
      Reader settings,
      Found url,
      Optional<Found> as) {
    Lifetimes lifetimes = lifetimes(settings);
    // Purging is for servers, which know how long records are to be kept.
    Latchkey latchkey =
        Latchkey.on(OpenStore.open(context, url))
            .lifetimes(lifetimes)
            .retention(Duration.ZERO)
            .build();
    try {
      Caller caller = caller(context, latchkey, as);
      options.tellRequest(context, caller.request().id());
      return new StoreBackend(latchkey, caller);
    } catch (RuntimeException e) {
      latchkey.close();
      throw e;
    }
  }

  private static Lifetimes lifetimes(Reader settings) {
    List<String> problems = new ArrayList<>();
    EffectiveSettings effective = new EffectiveSettings(settings);
    Lifetimes lifetimes =
        new LifetimeSettings(effective, problems::add).lifetimes(null, null, null);
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(
          problems.stream().map(effective::located).collect(Collectors.joining("\n")));
    }
    return lifetimes;
  }

  private static Caller caller(ProcessContext context, Latchkey latchkey, Optional<Found> as) {
    LocalOperator operator = new LocalOperator(context.account());
    // One request, so that all that one command does is found together in the audit trail.
    RequestInfo request = new RequestInfo(UUID.randomUUID(), "", "latchkey-cli");
    Trusted trusted = new Trusted(operator, request);
    return as.isEmpty()
        ? trusted
        : new StandIn(activeUser(latchkey, as.get(), trusted), operator, request);
  }

  /**
   * In whose name it is worked on.
   *
   * @throws CommandFailure if that is nobody, or somebody for whom nobody acts, or the database
   *     fails
   */
  static User activeUser(Latchkey latchkey, Found as, Caller operator) {
    User user;
    try {
      user =
          OpenStore.ask(
              () -> latchkey.findUser().execute(operator, new UserRef(as.value()), Purpose.READ));
    } catch (NotFound e) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          as.origin() + ": there is no such user",
          "'latchkey users list' without it shows who there is.",
          e);
    }
    if (!user.isActive()) {
      throw new CommandFailure(
          ExitCode.NOT_PERMITTED,
          as.origin()
              + ": this user is "
              + user.status().wireName()
              + ", and nobody acts in their name",
          "Leave it out to act as the local operator.");
    }
    return user;
  }
}
