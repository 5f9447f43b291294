package dev.latchkey.http.search;

import java.util.Set;

/**
 * The words that a search of the audit trail may use for actions and resource types besides those
 * that Latchkey writes. Clients of the contract know them; they are valid and find nothing.
 */
final class AuditWords {

  /** The rest of the actions of contract section 7.3, and that of a rotation. */
  static final Set<String> OTHER_ACTIONS =
      Set.of(
          "close",
          "connect",
          "disconnect",
          "login",
          "open",
          "register",
          "request_password_reset",
          "rotate",
          "start",
          "stop");

  /** The rest of the resource types of the original. */
  static final Set<String> OTHER_RESOURCE_TYPES =
      Set.of(
          "ai_gateway_key",
          "ai_provider",
          "ai_provider_key",
          "ai_seat",
          "chat",
          "chat_instruction_settings",
          "chat_model_config",
          "chat_operational_settings",
          "chat_project",
          "convert_login",
          "custom_role",
          "experiment_rule",
          "git_ssh_key",
          "group",
          "group_ai_budget",
          "health_settings",
          "idp_sync_settings_group",
          "idp_sync_settings_organization",
          "idp_sync_settings_role",
          "license",
          "mcp_server_config",
          "notification_template",
          "notifications_settings",
          "oauth2_provider_app",
          "oauth2_provider_app_secret",
          "oauth2_provider_settings",
          "organization",
          "organization_member",
          "prebuilds_settings",
          "task",
          "template",
          "template_version",
          "user_ai_budget_override",
          "user_secret",
          "user_skill",
          "workspace",
          "workspace_agent",
          "workspace_app",
          "workspace_build",
          "workspace_proxy");

  private AuditWords() {}
}
