/** What the console's routes are told by the configuration. */
export class ConsoleSettings {
  /** Whether people reach the console by https, so that the cookie may ask for it. */
  readonly secure: boolean;

  constructor(
    publicUrl: string,
    /** With `{trace_id}` in it. */
    readonly traceUrlTemplate: string | undefined,
  ) {
    this.secure = new URL(publicUrl).protocol === 'https:';
  }
}
