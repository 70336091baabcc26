import { isObject, member } from '../../../protocol/codec.ts';
import { ImageEntry, JobEntry } from '../../../protocol/message.ts';
import { entriesIn } from '../../../protocol/notification-entries.ts';
import { everyMessage, type Problem, show } from '../../every-message.ts';
import { type MessageFact, objectOf } from '../../fact.ts';
import type { Check } from '../../view.ts';

const schemas = { JOB: JobEntry, IMAGE: ImageEntry } as const;
type ObjectName = keyof typeof schemas;
const objects = Object.keys(schemas);

type Form = 'integer' | 'text';
/** The members that every printed entry of an object has, and of what form they are (guide §1.7). */
const readMembers = (object: ObjectName): Readonly<Record<string, Form>> =>
  Object.fromEntries(
    Object.entries(schemas[object].properties).map(([name, schema]) => [
      name,
      'type' in schema && schema.type === 'integer' ? 'integer' : 'text',
    ]),
  );
const members = { JOB: readMembers('JOB'), IMAGE: readMembers('IMAGE') } as const;
const membersOf = (object: ObjectName): Readonly<Record<string, Form>> => members[object];

/** The values of a closed list of the guide. */
const valuesOf = (schema: { readonly anyOf: readonly { readonly const: string }[] }): readonly string[] =>
  schema.anyOf.map((one) => one.const);

const isOfForm = (value: unknown, form: Form): boolean => (form === 'text' ? typeof value === 'string' : Number.isInteger(value));

const elementsOf = (message: MessageFact): readonly unknown[] => {
  const payload = member(objectOf(message), 'payload');
  return Array.isArray(payload) ? payload : [];
};

const dataOf = (message: MessageFact, object: string): readonly unknown[] =>
  entriesIn(member(objectOf(message), 'payload')).flatMap((entry) => (entry.object === object ? [entry.data] : []));

/** A check of each NOTIFICATION REQUEST whose payload is an array; MSG-013 judges the others. */
const eachNotification = (
  problemOf: (message: MessageFact) => Problem | undefined,
  applies: (message: MessageFact) => boolean = () => true,
): Check =>
  everyMessage(
    (message) =>
      message.claim.type === 'NOTIFICATION' &&
      message.claim.subType === 'REQUEST' &&
      Array.isArray(member(objectOf(message), 'payload')) &&
      applies(message),
    problemOf,
  );

/** The first thing wrong with the elements, or entries, of a message. */
const firstOf =
  <T>(list: (message: MessageFact) => readonly T[], problemOf: (one: T) => Problem | undefined) =>
  (message: MessageFact): Problem | undefined => {
    for (const one of list(message)) {
      const problem = problemOf(one);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

const entriesHave = (object: ObjectName): Check =>
  eachNotification(
    firstOf(
      (message) => dataOf(message, object),
      (entry) => {
        const missing = Object.keys(membersOf(object)).filter((name) => !isObject(entry) || !Object.hasOwn(entry, name));
        if (missing.length === 0) return undefined;
        const expected = Object.keys(membersOf(object)).join(', ');
        return {
          reason: 'entry-member-missing',
          message: `an entry of ${object} lacks ${missing.join(', ')}`,
          expected,
          actual: show(entry),
        };
      },
    ),
    (message) => dataOf(message, object).length > 0,
  );

const entriesAreOfForm = (object: ObjectName): Check =>
  eachNotification(
    firstOf(
      (message) => dataOf(message, object),
      (entry) => {
        const wrong = Object.entries(membersOf(object)).find(
          ([name, form]) => member(entry, name) !== undefined && !isOfForm(member(entry, name), form),
        );
        if (wrong === undefined) return undefined;
        const [name, form] = wrong;
        return {
          reason: 'entry-member-of-another-type',
          message: `${name} of an entry of ${object} is of another type`,
          expected: form === 'text' ? 'a string' : 'an integer',
          actual: show(member(entry, name)),
        };
      },
    ),
    (message) => dataOf(message, object).length > 0,
  );

const oneOf = (object: ObjectName, name: string, values: readonly string[], reason: string): Check =>
  eachNotification(
    firstOf(
      (message) => dataOf(message, object),
      (entry) => {
        const value = member(entry, name);
        return typeof value !== 'string' || values.includes(value)
          ? undefined
          : { reason, message: `${name} is none of those of the guide`, expected: values.join(', '), actual: show(value) };
      },
    ),
    (message) => dataOf(message, object).length > 0,
  );

/** The form of every NOTIFICATION REQUEST (guide §1.6, §1.7), by the requirement it belongs to. */
export const notificationInvariants: Readonly<Record<string, Check>> = {
  'NTF-002': eachNotification((message) =>
    elementsOf(message).length > 0
      ? undefined
      : {
          reason: 'payload-empty',
          message: 'a NOTIFICATION REQUEST holds no notification',
          expected: 'one or more',
          actual: '[]',
        },
  ),
  'NTF-003': eachNotification(
    firstOf(elementsOf, (element) => {
      const missing = ['notificationType', 'object', 'data'].filter(
        (name) => !isObject(element) || !Object.hasOwn(element, name),
      );
      return missing.length === 0
        ? undefined
        : {
            reason: 'element-member-missing',
            message: `an element of a notification lacks ${missing.join(', ')}`,
            expected: 'notificationType, object, data',
            actual: show(element),
          };
    }),
  ),
  'NTF-004': eachNotification(
    firstOf(elementsOf, (element) => {
      const value = member(element, 'notificationType');
      return value === undefined || value === 'INFO'
        ? undefined
        : {
            reason: 'notification-type-unknown',
            message: 'notificationType is not INFO',
            expected: '"INFO"',
            actual: show(value),
          };
    }),
  ),
  'NTF-005': eachNotification(
    firstOf(elementsOf, (element) => {
      const value = member(element, 'object');
      return value === undefined || objects.some((object) => object === value)
        ? undefined
        : {
            reason: 'object-unknown',
            message: 'object is neither JOB nor IMAGE',
            expected: objects.join(' or '),
            actual: show(value),
          };
    }),
  ),
  'NTF-006': eachNotification(
    firstOf(elementsOf, (element) => {
      const data = member(element, 'data');
      return data === undefined || (Array.isArray(data) && data.length > 0 && data.every(isObject))
        ? undefined
        : {
            reason: 'data-not-an-array',
            message: 'data is no array of one or more objects',
            expected: 'an array of objects',
            actual: show(data),
          };
    }),
  ),
  'NTF-007': eachNotification((message) => {
    const named = elementsOf(message).map((element) => member(element, 'object'));
    const twice = named.find((object, index) => object !== undefined && named.indexOf(object) < index);
    return twice === undefined
      ? undefined
      : {
          reason: 'object-twice',
          message: 'two elements of a notification are for the same object',
          expected: 'one JOB and one IMAGE element at most',
          actual: `${show(twice)} twice`,
        };
  }),
  'NTF-011': oneOf('JOB', 'state', valuesOf(JobEntry.properties.state), 'state-unknown'),
  'NTF-015': entriesHave('JOB'),
  'NTF-016': entriesAreOfForm('JOB'),
  'NTF-025': entriesHave('IMAGE'),
  'NTF-026': oneOf('IMAGE', 'operationId', valuesOf(ImageEntry.properties.operationId), 'operation-unknown'),
  'NTF-027': entriesAreOfForm('IMAGE'),
};
