/** What a piece may say to the gate, beside Sapphire's own options. */
declare module '@sapphire/pieces' {
  interface PieceOptions {
    /**
     * The capability (local name) that a member needs. For a command with subcommands: by their path, such as `end` or
     * `group sub`; those left out are for everyone.
     */
    readonly capability?: string | Readonly<Record<string, string>>;
  }
}

declare module '@sapphire/plugin-scheduled-tasks' {
  interface ScheduledTasks {
    /** A job's payload is JSON; a task's `run` says which fields it expects. */
    [job: string]: Readonly<Record<string, unknown>>;
  }
}

export {};
