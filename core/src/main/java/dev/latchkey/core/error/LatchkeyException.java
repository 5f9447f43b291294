package dev.latchkey.core.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Latchkey refuses to do what was asked. The family is small and closed; each adapter turns it into
 * its own answer in one place. No message holds a secret. What went wrong inside, rather than with
 * what was asked, is a {@link StoreException} or another unchecked exception.
 */
public abstract sealed class LatchkeyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private LatchkeyException(String message) {
    super(message);
  }

  /**
   * It does not exist, or the caller may not know that it does (G6). The two can't be told apart.
   */
  public static final class NotFound extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** Makes the one refusal that there is of this kind. */
    public NotFound() {
      super("Resource not found or you do not have access to this resource");
    }
  }

  /** The caller may know that it exists, but not do this to it. */
  public static final class Forbidden extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /** The caller's roles do not permit it; the text is the contract's (section 3). */
    public Forbidden() {
      this(
          "You don't have permission to view this content. If you believe this is a mistake, please"
              + " contact your administrator or try signing in with different credentials.");
    }

    /**
     * The caller's key, or what they ask for, does not permit it.
     *
     * @param message why, in words for the caller
     */
    public Forbidden(String message) {
      super(message);
    }
  }

  /** The name is in use. */
  public static final class NameTaken extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final String field;

    private NameTaken(String message, String field) {
      super(message);
      this.field = field;
    }

    /** A live token of the same owner has that name. */
    public static NameTaken token(String name) {
      return new NameTaken("A token with name \"" + name + "\" already exists.", "name");
    }

    /** A user has that name. */
    public static NameTaken user(String name) {
      return new NameTaken("A user with name \"" + name + "\" already exists.", "username");
    }

    /** The field that holds the name, as the wire names it (contract section 4.3, step 7). */
    public String field() {
      return field;
    }
  }

  /** Nobody could manage the site any more if this were done. */
  public static final class LastOwner extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    /**
     * @param username the site owner who is the last one
     */
    public LastOwner(String username) {
      super(
          "User \""
              + username
              + "\" is the last active site owner. Give another active user the role \"owner\""
              + " first.");
    }
  }

  /** The request breaks rules; all that it breaks are told together. */
  public static final class Invalid extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * @param violations at least one
     */
    public Invalid(List<Violation> violations) {
      super(
          violations.stream()
              .map(violation -> violation.field() + ": " + violation.detail())
              .collect(Collectors.joining("; ")));
      this.violations = List.copyOf(violations);
    }

    /** What is wrong, in the order of the contract's checks. */
    public List<Violation> violations() {
      return violations;
    }
  }

  /** Keys can't be imported, so none was; all that is wrong with them is told together. */
  public static final class ImportRefused extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final transient List<ImportProblem> problems;

    /**
     * @param problems at least one
     */
    public ImportRefused(List<ImportProblem> problems) {
      super(
          "Nothing was imported: %s problem(s), the first: %s"
              .formatted(problems.size(), problems.get(0)));
      this.problems = List.copyOf(problems);
    }

    /** What is wrong, by line. */
    public List<ImportProblem> problems() {
      return problems;
    }
  }

  /**
   * The store can't be reached or can't take the change now; trying again later may help. Nothing
   * was changed, unless {@link #isOutcomeUnknown()}.
   */
  public static final class Unavailable extends LatchkeyException {
    private static final long serialVersionUID = 1L;

    private final boolean outcomeUnknown;

    /**
     * @param message what is unavailable, in words for an operator
     * @param cause what the store said
     */
    public Unavailable(String message, Throwable cause) {
      this(message, cause, false);
    }

    private Unavailable(String message, Throwable cause, boolean outcomeUnknown) {
      super(message);
      initCause(cause);
      this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * The store got lost while it committed.
     *
     * @param message what happened, in words for an operator
     * @param cause what the store said
     */
    public static Unavailable duringCommit(String message, Throwable cause) {
      return new Unavailable(message, cause, true);
    }

    /** Whether nobody can tell if the change was made; to look is the only way to know. */
    public boolean isOutcomeUnknown() {
      return outcomeUnknown;
    }
  }
}
