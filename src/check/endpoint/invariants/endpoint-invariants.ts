import { envelopeInvariants, onlyDecodable } from '../../envelope.ts';
import { frameInvariants } from '../../frames.ts';
import type { Check } from '../../view.ts';
import { keepsCertificate } from './certificate.ts';
import { commandInvariants } from './commands.ts';
import { correlationInvariants } from './correlation.ts';
import { staysThere } from './stays-there.ts';

/** What holds over everything that an endpoint says, judged once over all transcripts of a run, by requirement. */
export const endpointInvariants: Readonly<Record<string, Check>> = {
  ...envelopeInvariants,
  'DEC-004': onlyDecodable,
  ...correlationInvariants,
  ...commandInvariants,
  ...frameInvariants('endpoint'),
  'TLS-006': keepsCertificate,
  'CON-035': staysThere,
};
