package dev.latchkey.core.authority;

import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.ScopeCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The public scopes of the wire contract (section 8.1) and what they mean (8.2). */
public final class ContractScopes implements ScopeCatalog {

  private static final Map<String, Scope> ALIASES =
      Map.of("all", Scope.ALL, "application_connect", Scope.APPLICATION_CONNECT);

  private static final Set<String> RESOURCE_TYPES =
      Set.of(
          "api_key",
          "assign_org_role",
          "assign_role",
          "audit_log",
          "connection_log",
          "crypto_key",
          "debug_info",
          "deployment_config",
          "deployment_stats",
          "file",
          "group",
          "group_member",
          "idpsync_settings",
          "inbox_notification",
          "license",
          "notification_message",
          "notification_preference",
          "notification_template",
          "organization",
          "organization_member",
          "prebuilt_workspace",
          "provisioner_daemon",
          "provisioner_jobs",
          "replicas",
          "system",
          "tailnet_coordinator",
          "task",
          "template",
          "usage_event",
          "user",
          "user_secret",
          "webpush_subscription",
          "workspace",
          "workspace_agent_devcontainers",
          "workspace_agent_resource_monitor",
          "workspace_dormant",
          "workspace_proxy");

  private final Map<String, PermissionSet> permissions = new HashMap<>();

  /** Fills the catalog. */
  public ContractScopes() {
    permissions.put(Scope.ALL.name(), PermissionSet.ALL);
    permissions.put(
        Scope.APPLICATION_CONNECT.name(), PermissionSet.of("workspace:application_connect"));
    addEach("workspace", "read create update delete ssh start stop application_connect *");
    addEach("template", "read create update delete use *");
    addEach("api_key", "read create update delete *");
    addEach("file", "read create *");
    addEach("user", "read read_personal update_personal");
    addEach("user_secret", "read create update delete *");
    addEach("task", "create read update delete *");
    addEach("organization", "read update delete *");
    addComposites();
  }

  @Override
  public Optional<Scope> find(String name) {
    Scope alias = ALIASES.get(name);
    if (alias != null) {
      return Optional.of(alias);
    }
    return permissions.containsKey(name) ? Optional.of(new Scope(name)) : Optional.empty();
  }

  @Override
  public PermissionSet permissionsOf(Scope scope) {
    return permissions.getOrDefault(scope.name(), PermissionSet.NONE);
  }

  @Override
  public Set<String> resourceTypes() {
    return RESOURCE_TYPES;
  }

  private void addEach(String resourceType, String actions) {
    for (String action : List.of(actions.split(" "))) {
      String name = resourceType + ":" + action;
      permissions.put(name, PermissionSet.of(name));
    }
  }

  private void addComposites() {
    addComposite(
        "coder:workspaces.create",
        "template:read template:use workspace:start workspace:stop workspace:create"
            + " workspace:update workspace:read organization_member:read");
    addComposite(
        "coder:workspaces.operate",
        "template:read workspace:start workspace:stop workspace:read workspace:update"
            + " organization_member:read");
    addComposite(
        "coder:workspaces.delete",
        "template:read template:use workspace:read workspace:delete organization_member:read");
    addComposite(
        "coder:workspaces.access",
        "template:read workspace:read workspace:ssh workspace:application_connect"
            + " organization_member:read");
    addComposite(
        "coder:templates.build", "template:read file:create file:read provisioner_jobs:read");
    addComposite(
        "coder:templates.author",
        "template:read template:create template:update template:delete template:view_insights"
            + " file:create file:read");
    addComposite(
        "coder:apikeys.manage_self", "api_key:read api_key:create api_key:update api_key:delete");
  }

  private void addComposite(String name, String parts) {
    permissions.put(name, PermissionSet.of(parts.split(" ")));
  }
}
