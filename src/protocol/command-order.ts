import { hasMembers, isMapOf, isOptional, isText } from './shape.ts';

/** A REST call that an application wants NetBackup to make: the payload of a COMMAND REQUEST (guide §1.5). */
export interface CommandOrder {
  readonly uri: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parameters?: string;
}

export const isCommandOrder = hasMembers<CommandOrder>({
  uri: isText,
  method: isText,
  headers: isMapOf(isText),
  parameters: isOptional(isText),
});
