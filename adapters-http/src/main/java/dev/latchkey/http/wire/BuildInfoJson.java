package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What server this is (contract section 11.3). Latchkey fills in the version; the other fields are
 * there because clients of the contract expect them.
 *
 * @param externalUrl empty
 * @param version the version in the form that clients take for a development build
 * @param dashboardUrl empty
 * @param telemetry false
 * @param workspaceProxy false
 * @param agentApiVersion empty
 * @param provisionerApiVersion empty
 * @param upgradeMessage empty
 * @param deploymentId empty
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BuildInfoJson(
    String externalUrl,
    String version,
    String dashboardUrl,
    boolean telemetry,
    boolean workspaceProxy,
    String agentApiVersion,
    String provisionerApiVersion,
    String upgradeMessage,
    String deploymentId) {

  /**
   * @throws NullPointerException if there is no version
   */
  public BuildInfoJson {
    requireNonNull(version, "version");
  }

  /** Latchkey of that version. */
  public static BuildInfoJson of(String version) {
    return new BuildInfoJson("", version, "", false, false, "", "", "", "");
  }
}
