import { getProperties } from 'properties-file';
import { hasMembers, isBoolean, isCount, isOptional } from './shape.ts';

/** Holds the seven NBWSS properties that an administrator may set, each in the unit its name ends in (guide Table 2-4). */
export interface NbwssProperties {
  /** True: go on after a message that cannot be decoded; false: close the connection. */
  readonly ignoreDecoder: boolean;
  /** How long one attempt to send or receive a notification may take. */
  readonly sendTimeoutMs: number;
  /** How often new notifications are looked for, and how long an acknowledgement is waited for before a resend. */
  readonly scheduledRateSeconds: number;
  /** How often each endpoint is pinged. */
  readonly keepAliveSeconds: number;
  /** How many pongs may be missed before the connection is closed. */
  readonly maxPongMissAllowed: number;
  /** How often the registered endpoints are compared with the open connections. */
  readonly connectionPeriodSeconds: number;
  /** How many threads serve the keep-alive and notification tasks. */
  readonly threadPoolSize: number;
}

/** Holds the values that apply to absent properties (guide Table 2-4). */
export const defaultProperties: NbwssProperties = Object.freeze({
  ignoreDecoder: false,
  sendTimeoutMs: 2000,
  scheduledRateSeconds: 5,
  keepAliveSeconds: 30,
  maxPongMissAllowed: 10,
  connectionPeriodSeconds: 60,
  threadPoolSize: 1,
});

const shapes = {
  ignoreDecoder: isBoolean,
  sendTimeoutMs: isCount,
  scheduledRateSeconds: isCount,
  keepAliveSeconds: isCount,
  maxPongMissAllowed: isCount,
  connectionPeriodSeconds: isCount,
  threadPoolSize: isCount,
} as const;
export const isNbwssProperties = hasMembers<NbwssProperties>(shapes);
/** Some of the seven, as a set of scenarios changes them. */
export const isSomeProperties = hasMembers<Partial<NbwssProperties>>({
  ignoreDecoder: isOptional(shapes.ignoreDecoder),
  sendTimeoutMs: isOptional(shapes.sendTimeoutMs),
  scheduledRateSeconds: isOptional(shapes.scheduledRateSeconds),
  keepAliveSeconds: isOptional(shapes.keepAliveSeconds),
  maxPongMissAllowed: isOptional(shapes.maxPongMissAllowed),
  connectionPeriodSeconds: isOptional(shapes.connectionPeriodSeconds),
  threadPoolSize: isOptional(shapes.threadPoolSize),
});

/** Tells that an nbwss.properties text cannot be used, with the key, what was expected, what was got and the next step. */
export class PropertiesError extends Error {
  override readonly name = 'PropertiesError';
}

/**
 * Reads the text of an nbwss.properties file in the syntax of `java.util.Properties` (guide 2.6, Table 2-4).
 *
 * An absent key takes its value from `defaultProperties`; of a repeated key the last value counts; keys that are not
 * in Table 2-4, such as `hibernate.*`, are ignored. Throws a PropertiesError when a boolean is neither `true` nor
 * `false` (in any letter case), a number is not a whole number of at least 1, or an escape sequence is malformed.
 */
export function parseProperties(text: string): NbwssProperties {
  const values = read(text);
  return {
    ignoreDecoder: booleanAt(values, keys.ignoreDecoder, defaultProperties.ignoreDecoder),
    sendTimeoutMs: countAt(values, keys.sendTimeoutMs, defaultProperties.sendTimeoutMs),
    scheduledRateSeconds: countAt(values, keys.scheduledRateSeconds, defaultProperties.scheduledRateSeconds),
    keepAliveSeconds: countAt(values, keys.keepAliveSeconds, defaultProperties.keepAliveSeconds),
    maxPongMissAllowed: countAt(values, keys.maxPongMissAllowed, defaultProperties.maxPongMissAllowed),
    connectionPeriodSeconds: countAt(values, keys.connectionPeriodSeconds, defaultProperties.connectionPeriodSeconds),
    threadPoolSize: countAt(values, keys.threadPoolSize, defaultProperties.threadPoolSize),
  };
}

/** The names by which an administrator knows them (guide Table 2-4). */
const keys: Readonly<Record<keyof NbwssProperties, string>> = {
  ignoreDecoder: 'exception.ignoreDecoder',
  sendTimeoutMs: 'notification.sendTimeout',
  scheduledRateSeconds: 'notification.scheduledRate',
  keepAliveSeconds: 'keepAlive.scheduledRate',
  maxPongMissAllowed: 'keepAlive.maxPongMissAllowed',
  connectionPeriodSeconds: 'connectionInfo.period',
  threadPoolSize: 'scheduledExecutor.threadPoolSize',
};

/** The text of an nbwss.properties file that says so (guide §2.6); what is left out has its default. */
export const writeProperties = (properties: Partial<NbwssProperties>): string =>
  Object.entries(keys)
    .filter(([name]) => Object.hasOwn(properties, name))
    .map(([name, key]) => `${key}=${properties[name as keyof NbwssProperties]}\n`)
    .join('');

type Values = Readonly<Record<string, string>>;

function read(text: string): Values {
  try {
    return getProperties(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PropertiesError(
      `nbwss.properties: expected lines of key=value in Java properties syntax, got: ${reason} ` +
        'Correct the line, or write each backslash twice.',
      { cause },
    );
  }
}

function booleanAt(values: Values, key: string, fallback: boolean): boolean {
  const value = values[key];
  if (value === undefined) return fallback;
  const lower = value.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  throw badValue(key, 'true or false', value, fallback);
}

function countAt(values: Values, key: string, fallback: number): number {
  const value = values[key];
  if (value === undefined) return fallback;
  const count = Number(value);
  if (!/^\d+$/.test(value) || count < 1 || !Number.isSafeInteger(count)) {
    throw badValue(key, 'a whole number of at least 1', value, fallback);
  }
  return count;
}

function badValue(key: string, expected: string, got: string, fallback: boolean | number): PropertiesError {
  return new PropertiesError(
    `nbwss.properties, ${key}: expected ${expected}, got ${JSON.stringify(got)}. ` +
      `Correct the line, or remove it to take the default ${fallback}.`,
  );
}
