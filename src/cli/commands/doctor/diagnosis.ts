/** One finding of the doctor. */
export interface Diagnosis {
  readonly subject: Subject;
  /** `unknown`: it could not be determined. */
  readonly status: 'ok' | 'warning' | 'problem' | 'unknown';
  readonly message: string;
  /** The next step for the user. */
  readonly advice?: string | undefined;
}

export type Subject = (typeof subjects)[number];

/** The subjects the doctor examines, in order: `bolt` only if a schedule is given. */
export const subjects = [
  'endpoint',
  'connection',
  'server',
  'credentials',
  'capability',
  'list',
  'logos',
  'schema',
  'bolt',
] as const;
