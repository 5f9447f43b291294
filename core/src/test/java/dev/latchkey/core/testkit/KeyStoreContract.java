package dev.latchkey.core.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.core.port.KeyStore;
import org.junit.jupiter.api.Test;

/**
 * Everything that a {@link KeyStore} must do, and everything that the use cases must do over it.
 * The whole test of an adapter is to implement this.
 */
public interface KeyStoreContract
    extends TransactorContract,
        ApiKeyRepositoryContract,
        LiveKeysContract,
        UserRepositoryContract,
        AuditContract,
        AuditFilterContract,
        KeyDirectoryContract,
        KeyQueriesContract,
        UserDirectoryContract,
        UsagePortContract,
        CreateKeyContract,
        ExpireKeyContract,
        DeleteKeyContract,
        PurgeKeysContract,
        FindKeyContract,
        ListKeysContract,
        LiveCallerContract,
        LogoutContract,
        VerifyKeyContract,
        ClockStepContract,
        SearchAuditContract,
        DeniedAttemptsContract,
        ImportKeysContract,
        ImportRefusedContract,
        ExportKeysContract,
        CreateUserContract,
        CreateFirstUserContract,
        SuspendUserContract,
        ChangeRolesContract,
        DeleteUserContract,
        LastOwnerContract,
        UserRightsContract,
        CheckReadinessContract,
        FindUserContract,
        ListUsersContract {

  @Test
  default void givenAClosedStore_whenClosedAgain_thenNothingHappens() {
    KeyStore store = store();
    store.close();

    assertThatCode(store::close).doesNotThrowAnyException();
  }
}
