import { type Static, Type } from 'typebox';

/**
 * The six NBWSS messages (guide §1.4 to §1.7), the one description of their shape: types, validators and generated values
 * all come from these schemas. Extra members are allowed everywhere, since the guide speaks of "this release".
 */
const open = { additionalProperties: true } as const;

/** A list that is open: the guide shows these values, and speaks of this release. */
const seen = (...examples: readonly string[]) => Type.String({ examples });
const count = Type.Integer({ minimum: 0 });

/** A job entry of a NOTIFICATION REQUEST (guide §1.7.3): ten members in every printed example. */
export const JobEntry = Type.Object(
  {
    scheduleType: seen('ST_FULL'),
    clientName: Type.String(),
    status: count,
    startTime: count,
    state: Type.Union([Type.Literal('QUEUED'), Type.Literal('ACTIVE'), Type.Literal('DONE')]),
    policyName: Type.String(),
    parentJobId: count,
    jobId: count,
    policyType: seen('VMWARE', 'STANDARD'),
    jobType: seen('BACKUP', 'RESTORE'),
  },
  open,
);

/** A backup image entry of a NOTIFICATION REQUEST (guide §1.7.3 D, §1.7.4); times are epoch seconds. */
export const ImageEntry = Type.Object(
  {
    clientType: seen('VMWARE', 'STANDARD'),
    clientName: Type.String(),
    backupTime: count,
    createdTime: count,
    operationId: Type.Union([
      Type.Literal('CREATE'),
      Type.Literal('UPDATE'),
      Type.Literal('DELETE'),
      Type.Literal('NO_LOCAL_COPY_AVAILABLE'),
    ]),
    backupId: Type.String(),
  },
  open,
);

/** One element of a NOTIFICATION payload: all notifications of one object type (guide §1.6). */
export const Notification = Type.Union([
  Type.Object(
    { notificationType: Type.Literal('INFO'), object: Type.Literal('JOB'), data: Type.Array(JobEntry, { minItems: 1 }) },
    open,
  ),
  Type.Object(
    { notificationType: Type.Literal('INFO'), object: Type.Literal('IMAGE'), data: Type.Array(ImageEntry, { minItems: 1 }) },
    open,
  ),
]);

const envelope = { version: Type.Literal('1.0'), id: Type.String({ minLength: 1 }), timeStamp: Type.Number() } as const;

/** NetBackup presents its token (guide §1.7.1 A). */
export const ConnectRequest = Type.Object(
  {
    ...envelope,
    type: Type.Literal('CONNECT'),
    subType: Type.Literal('REQUEST'),
    payload: Type.Object({ token: Type.String() }, open),
  },
  open,
);

/** The application says whether it takes the token (guide §1.7.1 B). */
export const ConnectResponse = Type.Object(
  {
    ...envelope,
    type: Type.Literal('CONNECT'),
    subType: Type.Literal('RESPONSE'),
    payload: Type.Object({ valid: Type.Boolean() }, open),
  },
  open,
);

/** The application asks for a REST call (guide §1.5, §1.7.2 A and B); `parameters` is escaped JSON in a string. */
export const CommandRequest = Type.Object(
  {
    ...envelope,
    type: Type.Literal('COMMAND'),
    subType: Type.Literal('REQUEST'),
    payload: Type.Object(
      {
        uri: Type.String({ minLength: 1 }),
        method: Type.String({ minLength: 1 }),
        headers: Type.Record(Type.String(), Type.String()),
        parameters: Type.Optional(Type.String()),
      },
      open,
    ),
  },
  open,
);

/** NetBackup relays the HTTP answer (guide §1.7.2 C). */
export const CommandResponse = Type.Object(
  {
    ...envelope,
    type: Type.Literal('COMMAND'),
    subType: Type.Literal('RESPONSE'),
    payload: Type.Object(
      { headers: Type.Record(Type.String(), Type.String()), responseCode: Type.Integer(), body: Type.String() },
      open,
    ),
  },
  open,
);

/** NetBackup reports job and image events (guide §1.6 A). */
export const NotificationRequest = Type.Object(
  {
    ...envelope,
    type: Type.Literal('NOTIFICATION'),
    subType: Type.Literal('REQUEST'),
    payload: Type.Array(Notification, { minItems: 1 }),
  },
  open,
);

/** The application acknowledges a notification with an empty array (guide §1.6 B). */
export const NotificationResponse = Type.Object(
  {
    ...envelope,
    type: Type.Literal('NOTIFICATION'),
    subType: Type.Literal('RESPONSE'),
    payload: Type.Array(Type.Unknown(), { maxItems: 0 }),
  },
  open,
);

/** The messages by their name in the guide's direction matrix (requirements.md §0.2). */
export const messageSchemas = {
  'CONNECT REQUEST': ConnectRequest,
  'CONNECT RESPONSE': ConnectResponse,
  'NOTIFICATION REQUEST': NotificationRequest,
  'NOTIFICATION RESPONSE': NotificationResponse,
  'COMMAND REQUEST': CommandRequest,
  'COMMAND RESPONSE': CommandResponse,
} as const;

export type JobEntry = Static<typeof JobEntry>;
export type ImageEntry = Static<typeof ImageEntry>;
export type Notification = Static<typeof Notification>;
export type ConnectRequest = Static<typeof ConnectRequest>;
export type ConnectResponse = Static<typeof ConnectResponse>;
export type CommandRequest = Static<typeof CommandRequest>;
export type CommandResponse = Static<typeof CommandResponse>;
export type NotificationRequest = Static<typeof NotificationRequest>;
export type NotificationResponse = Static<typeof NotificationResponse>;

/** The side of the wire that is under test, or that says a thing. */
export type Role = 'endpoint' | 'service';
