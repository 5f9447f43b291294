package dev.latchkey.core.audit;

/** The facts that the audit trail keeps of a key or a user, before and after a change. */
public sealed interface ResourceState permits KeyState, UserState {}
