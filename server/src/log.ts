import pino, { type DestinationStream, type Logger } from 'pino';

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/**
 * Structured logs without personal data: no address, no header, no body, no query, no message of an error, because a
 * database likes to quote the row it refused.
 */
export function createLog(level = 'info', destination?: DestinationStream): Logger {
  const options = { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}

/** What of an error may be written down: its kind, its code, and where it happened. */
export function safeError(error: unknown): Record<string, unknown> {
  const { name, code, stack } = (error ?? {}) as { name?: unknown; code?: unknown; stack?: unknown };
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return { name, code, at: frames.slice(0, 6).map((line) => line.trim()) };
}
