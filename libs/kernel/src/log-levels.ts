/** What `LOG_LEVEL` may be, from few words to many; every process' settings check it. */
export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
