import { controlAfterClose } from '../../frames.ts';
import type { Observation } from '../../outcome.ts';
import type { View } from '../../view.ts';
import { slowdowns } from '../our-pace.ts';
import { certificateTrust } from './certificate-trust.ts';
import { commandForms } from './command-forms.ts';
import { guardsMet } from './guards-met.ts';
import { ownCloseCodes } from './own-close-codes.ts';
import { slowestAnswers } from './slowest-answers.ts';

/** What an endpoint made of the guide's ambiguities, seen over a whole run; never red (contracts.md §2). */
export const endpointObservations = (view: View): readonly Observation[] =>
  [certificateTrust, slowestAnswers, guardsMet, ownCloseCodes, commandForms, controlAfterClose, slowdowns].flatMap((observe) =>
    observe(view),
  );
